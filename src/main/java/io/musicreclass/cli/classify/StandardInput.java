package io.musicreclass.cli.classify;

import io.musicreclass.classify.Classifier;
import io.musicreclass.cli.terminal.Terminal;
import io.musicreclass.cli.terminal.UsageError;
import io.musicreclass.track.FailureReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A song on standard input, if a path is {@code -}. It is stored in a temporary file, because songs
 * are read twice, and is called {@code /dev/stdin}.
 */
final class StandardInput implements AutoCloseable {
  private static final Path MARK = Path.of("-");
  private static final Path NAME = Path.of("/dev/stdin");

  private final List<Path> paths;
  private final @Nullable Path stored;

  private StandardInput(List<Path> paths, @Nullable Path stored) {
    this.paths = paths;
    this.stored = stored;
  }

  /**
   * Reads standard input if one of the paths says so.
   *
   * @throws UsageError if nothing was sent to it
   */
  static StandardInput of(List<Path> paths) throws IOException {
    if (!paths.contains(MARK)) {
      return new StandardInput(paths, null);
    }
    if (Terminal.isTerminal(0)) {
      throw new UsageError(
          "Standard input is a terminal: send a song to it (reclass classify - < song.mp3)");
    }
    Path stored = Files.createTempFile("reclass-", ".stdin");
    StandardInput input = new StandardInput(paths, stored);
    try {
      Files.copy(System.in, stored, StandardCopyOption.REPLACE_EXISTING);
      if (Files.size(stored) == 0) {
        throw new IOException("Standard input is empty");
      }
      return input;
    } catch (IOException e) {
      input.close();
      throw e;
    }
  }

  /** The paths, with the stored file in place of the mark. */
  List<Path> files() {
    Path file = stored;
    return file == null
        ? paths
        : paths.stream().distinct().map(path -> path.equals(MARK) ? file : path).toList();
  }

  /** The name of a file, for people and programs. */
  Path shown(Path file) {
    return file.equals(stored) ? NAME : file;
  }

  /** The outcome for a file, with its name. */
  Classifier.Outcome named(Path file, Classifier.Outcome outcome) {
    if (!file.equals(stored)) {
      return outcome;
    }
    if (outcome instanceof Classifier.Outcome.Classified classified) {
      return new Classifier.Outcome.Classified(
          classified.voteDetails().at(NAME),
          classified.results(),
          classified.failed(),
          classified.wouldEndAt());
    }
    FailureReason why = ((Classifier.Outcome.Refused) outcome).why();
    String reason = why.reason().replace(String.valueOf(file.getFileName()), "standard input");
    return new Classifier.Outcome.Refused(
        new FailureReason(reason, why.remedy(), why.retryOnSight()));
  }

  @Override
  public void close() throws IOException {
    if (stored != null) {
      Files.deleteIfExists(stored);
    }
  }
}
