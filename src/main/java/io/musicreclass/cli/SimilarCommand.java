package io.musicreclass.cli;

import io.musicreclass.classify.FileClassification;
import io.musicreclass.classify.FileEmbedder;
import io.musicreclass.cli.settings.Installation;
import io.musicreclass.cli.terminal.UsageError;
import io.musicreclass.config.Settings;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.rows.FileRow;
import io.musicreclass.ledger.rows.TrackView;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.organize.Playlists;
import io.musicreclass.similar.SimilarSongs;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.Embedding;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.TrackId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code reclass similar}: lists the songs most similar to one. */
@Command(
    name = "similar",
    description = {
      "Lists the classified songs that sound most similar to a song.",
      "A song that has not been classified yet is analysed first."
    },
    mixinStandardHelpOptions = true)
final class SimilarCommand implements Callable<Integer> {
  private static final int MAX = 10_000;

  @Parameters(paramLabel = "FILE", description = "A song.")
  private Path file;

  @Option(
      names = "-n",
      paramLabel = "N",
      defaultValue = "20",
      description = "Number of songs, 1 to 10,000; default: 20.")
  private int most;

  @Option(names = "--m3u", paramLabel = "OUT", description = "Also write them to this playlist.")
  private @Nullable Path playlist;

  @Override
  public Integer call() throws IOException {
    if (most < 1 || most > MAX) {
      throw new UsageError("-n " + most + ": give a number from 1 to " + MAX);
    }
    Settings setup = Installation.setup();
    Path path = file.toAbsolutePath().normalize();
    try (Ledger ledger = Ledger.read(setup.home());
        SimilarSongs songs = SimilarSongs.read(setup, ledger)) {
      SimilarSongs.Answer answer = answer(setup, ledger, songs, path);
      if (answer instanceof SimilarSongs.Answer.Found found) {
        report(ledger, songs.model().orElseThrow(), path, found);
        return 0;
      }
      SimilarSongs.Answer.None none = (SimilarSongs.Answer.None) answer;
      throw refused(path, none.reason() + "; " + none.remedy());
    }
  }

  private SimilarSongs.Answer answer(Settings setup, Ledger ledger, SimilarSongs songs, Path path)
      throws IOException {
    Optional<TrackId> known = known(ledger, path);
    TrackId id = known.isPresent() ? known.get() : identity(path);
    SimilarSongs.Answer stored = songs.to(id, most);
    boolean complete = stored instanceof SimilarSongs.Answer.Found || songs.model().isEmpty();
    return complete || Files.notExists(path)
        ? stored
        : songs.to(analysed(setup, songs.model().get(), path), id, most);
  }

  /** The song that the ledger knows this file as; empty if the file has changed since. */
  private static Optional<TrackId> known(Ledger ledger, Path path) throws IOException {
    Optional<FileRow> row = ledger.views().file(path);
    boolean unchanged =
        row.isPresent() && (Files.notExists(path) || row.get().file().equals(SongFile.stat(path)));
    return unchanged ? row.map(FileRow::id) : Optional.empty();
  }

  private static TrackId identity(Path path) throws IOException {
    FileClassification.Opened opened =
        new FileClassification(path, ClassifiedTrack.Origin.INBOX, Clock.systemUTC()).open();
    if (opened instanceof FileClassification.Opened.Song song) {
      return song.audio().id();
    }
    if (opened instanceof FileClassification.Opened.Refused refused) {
      throw refused(path, refused.why().reason());
    }
    throw refused(
        path,
        opened instanceof FileClassification.Opened.Unreachable unreachable
            ? unreachable.reason()
            : "the file does not exist: check its name");
  }

  private static Embedding analysed(Settings setup, ModelPackage model, Path path)
      throws IOException {
    try (FileEmbedder embedder = new FileEmbedder(List.of(model), setup)) {
      FileEmbedder.Outcome outcome = embedder.embed(path, setup.threads());
      if (outcome instanceof FileEmbedder.Outcome.Embedded embedded) {
        return embedded.outputs().get(0);
      }
      throw refused(path, ((FileEmbedder.Outcome.Refused) outcome).reason());
    }
  }

  private static IOException refused(Path path, String reason) {
    return new IOException(SongFile.text(path) + ": " + reason);
  }

  private void report(Ledger ledger, ModelPackage model, Path path, SimilarSongs.Answer.Found found)
      throws IOException {
    List<Path> listed = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    for (SimilarSongs.Similar similar : found.songs()) {
      Path song = present(ledger, similar.song());
      listed.add(song);
      lines.add(
          String.format(
              Locale.ROOT,
              "%.3f  %-12s %s",
              similar.similarity(),
              similar.song().verdict().genre(),
              SongFile.text(song)));
    }
    if (playlist != null) {
      listed.stream()
          .filter(song -> !Playlists.canList(song))
          .forEach(
              song ->
                  System.err.println(
                      SongFile.text(song) + ": skipped, its name contains a line break"));
      Playlists.write(playlist, "similar to " + name(path), listed);
    }
    lines.forEach(System.out::println);
    System.err.println(
        "Compared with " + found.compared() + " songs by " + model.card().name() + without(found));
  }

  private static String name(Path path) {
    String text = SongFile.text(path);
    return text.substring(text.lastIndexOf('/') + 1);
  }

  private static String without(SimilarSongs.Answer.Found found) {
    return found.uncompared() == 0
        ? ""
        : "; "
            + found.uncompared()
            + (found.uncompared() == 1 ? " has" : " have")
            + " no embedding by it: run reclass revote, which queues songs that lack a stage";
  }

  /** A file of the song that exists, otherwise the one that was analysed. */
  private static Path present(Ledger ledger, ClassifiedTrack song) {
    return ledger.views().track(song.id()).map(TrackView::paths).orElse(List.of()).stream()
        .filter(Files::exists)
        .findFirst()
        .orElse(song.path());
  }
}
