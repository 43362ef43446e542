package io.musicreclass.cli.table;

import io.musicreclass.classify.FeatureExtractor;
import io.musicreclass.cli.terminal.InputFiles;
import io.musicreclass.cli.terminal.UsageError;
import io.musicreclass.track.Embedding;
import io.musicreclass.track.Excerpt;
import io.musicreclass.track.Features;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code reclass features}: computes the 518 FMA features of files or folders. */
@Command(
    name = "features",
    description = {
      "Writes the 518 FMA features of songs, computed at their native rate, as CSV or NumPy.",
      "Run again with the same --output, it adds the songs that are still missing."
    },
    mixinStandardHelpOptions = true)
public final class FeaturesCommand implements Callable<Integer> {
  @Option(
      names = "--strict",
      description = "Stop where the reference script stops; the remaining features are nan.")
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
      description =
          "FILE.csv with its paths in FILE.paths.csv, or FILE.npy with its paths in FILE.csv;"
              + " default: CSV on standard output.")
  private @Nullable Path output;

  @Parameters(arity = "1..*", paramLabel = "PATH", description = "Songs, or folders of songs.")
  private List<Path> paths;

  @Override
  public Integer call() throws IOException {
    Excerpt part = Excerpt.parse(excerpt);
    List<Path> songs = InputFiles.of(paths);
    try (SongTable table = table(part)) {
      return TableFiller.fill(
          table,
          table.missing(songs),
          Runtime.getRuntime().availableProcessors(),
          (song, threads) -> row(song, part, threads));
    }
  }

  private SongTable table(Excerpt part) {
    if (output == null) {
      return new SongTable.Screen(Features.NAMES);
    }
    String maker = "fma518" + (strict ? " strict " : " ") + part;
    if (OutputFiles.is(output, ".csv")) {
      Path index = OutputFiles.beside(output, ".csv", ".paths.csv");
      return TableFile.open(output, index, maker, file -> new CsvRows(file, Features.NAMES));
    }
    if (OutputFiles.is(output, ".npy")) {
      return OutputFiles.array(output, maker, Features.COUNT);
    }
    throw new UsageError("--output " + output + ": the name must end in .csv or .npy");
  }

  private TableRow row(Path song, Excerpt part, int threads) {
    FeatureExtractor.Outcome outcome = FeatureExtractor.extract(song, part, strict, threads);
    return outcome instanceof FeatureExtractor.Outcome.Extracted extracted
        ? new TableRow.Numbers(Embedding.of(extracted.features().toArray()), extracted.note())
        : new TableRow.None(((FeatureExtractor.Outcome.Refused) outcome).reason());
  }
}
