package io.musicreclass.cli.train;

import io.musicreclass.cli.terminal.UsageError;
import io.musicreclass.config.Settings;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.train.data.LabelledData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name a data set. */
public final class DataOptions {
  @Option(
      names = "--data",
      paramLabel = "NAME",
      completionCandidates = Names.class,
      description = "A data set: ${COMPLETION-CANDIDATES}.")
  private @Nullable String name;

  @Option(
      names = "--path",
      paramLabel = "DIR",
      description = "With --data: its folder. Not needed for library and corrections.")
  private @Nullable Path path;

  @Option(
      names = "--annotations",
      paramLabel = "PATH",
      description =
          "With --data: its labels, its split, or the genres of its tags, if they are not in the folder.")
  private @Nullable Path annotations;

  @Option(
      names = "--subset",
      paramLabel = "NAME",
      description =
          "With --data fma: small, medium or large; default: all. With --data gtzan: all, to include the tracks outside the split.")
  private String subset = "";

  @Option(
      names = "--min-songs",
      paramLabel = "N",
      defaultValue = "10",
      description = "With --data: genres with fewer songs are skipped; default: ${DEFAULT-VALUE}.")
  private int fewest;

  /** Names of the data sets. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return LabelledData.names().iterator();
    }
  }

  /** What the data sets are, for the end of a command's help. */
  public static String[] help() {
    return Stream.concat(
            Stream.of("", "Data sets:"),
            LabelledData.descriptions().stream().map(line -> "  " + line))
        .toArray(String[]::new);
  }

  /** Whether a data set was named. */
  public boolean isGiven() {
    return name != null;
  }

  /** Reads the data set, and reports on standard error what it leaves out. */
  public LabelledData read(Settings setup) throws ConvertException, IOException {
    LabelledData data;
    try {
      data = LabelledData.read(request(setup));
    } catch (IllegalArgumentException e) {
      throw new UsageError(String.valueOf(e.getMessage()));
    }
    List<String> notes = data.notes();
    notes.forEach(note -> System.err.println("reclass: " + data.name() + ": " + note));
    return data;
  }

  /** Which data set is named, and where it is. */
  public LabelledData.Request request(Settings setup) {
    return new LabelledData.Request(
        String.valueOf(name),
        Optional.ofNullable(path),
        Optional.ofNullable(annotations),
        subset,
        fewest,
        setup.home());
  }
}
