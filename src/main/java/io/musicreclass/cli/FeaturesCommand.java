package io.musicreclass.cli;

import io.musicreclass.pipeline.Extract;
import io.musicreclass.track.Excerpt;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code reclass features}: the 518 of files or folders. */
@Command(
    name = "features",
    description = "Computes the 518 FMA features of files or folders at their native rate.",
    mixinStandardHelpOptions = true)
final class FeaturesCommand implements Callable<Integer> {
  @Option(
      names = "--strict",
      description = "Stop where the reference's script stops; nan from there on.")
  private boolean strict;

  @Option(
      names = "--excerpt",
      defaultValue = "full",
      paramLabel = "PART",
      description = "full (default), start:SECONDS or middle:SECONDS.")
  private String excerpt;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "FILE.csv, or FILE.npy with its paths in FILE.csv; default: CSV to the screen.")
  private Path output;

  @Parameters(arity = "1..*", paramLabel = "PATH", description = "Songs, or folders of songs.")
  private List<Path> paths;

  private int failed;

  @Override
  public Integer call() throws IOException {
    Excerpt part = Excerpt.parse(excerpt);
    List<Path> files = Inputs.of(paths);
    try (Table table = Table.to(output)) {
      Batch.run(
          files,
          (file, threads) -> Extract.extract(file, part, strict, threads),
          (file, outcome) -> write(table, file, outcome));
    }
    return failed == 0 ? 0 : 1;
  }

  private void write(Table table, Path file, Extract.Outcome outcome) {
    if (outcome instanceof Extract.Outcome.Extracted extracted) {
      table.add(file, extracted.features());
      if (!extracted.note().isEmpty()) {
        System.err.println(SongFile.text(file) + ": " + extracted.note());
      }
    } else if (outcome instanceof Extract.Outcome.Refused refused) {
      failed++;
      System.err.println(SongFile.text(file) + ": " + refused.reason());
    }
  }
}
