package io.musicreclass.cli.classify;

import io.musicreclass.classify.Classifier;
import io.musicreclass.cli.settings.Installation;
import io.musicreclass.cli.terminal.InputFiles;
import io.musicreclass.cli.terminal.ParallelBatch;
import io.musicreclass.cli.terminal.Progress;
import io.musicreclass.cli.terminal.StageText;
import io.musicreclass.cli.terminal.Terminal;
import io.musicreclass.cli.terminal.UsageError;
import io.musicreclass.config.Settings;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.publish.Messages;
import io.musicreclass.publish.mqtt.MqttSettings;
import io.musicreclass.train.data.FmaTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code reclass classify}: classifies files or folders at once. */
@Command(
    name = "classify",
    description = {
      "Classifies files or folders now, without daemon or broker.",
      "Stores and changes nothing. On a terminal it prints a table, otherwise one plain line per song."
    },
    mixinStandardHelpOptions = true)
public final class ClassifyCommand implements Callable<Integer> {
  @ArgGroup private Format format = new Format();

  @Option(
      names = "--all-stages",
      description =
          "Run every stage, however clear the vote; \"would_end_at\" is the stage at which it would have ended.")
  private boolean allStages;

  @Option(
      names = "--fma-table",
      paramLabel = "FILE",
      description =
          "FMA's features.csv or FMA.npy: songs whose name is a track id, such as 000002, get their 518 features from it.")
  private @Nullable Path fmaTable;

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "Songs, or folders of songs; - reads one song from standard input.")
  private List<Path> paths;

  /** Output for programs. */
  private static final class Format {
    @Option(names = "--json", description = "Print one JSON object per line, as on MQTT.")
    private boolean json;

    @Option(names = "--csv", description = "Print a CSV table with a header.")
    private boolean csv;
  }

  @Override
  public Integer call() throws ConvertException, IOException {
    Settings setup = Installation.setup();
    if (allStages && fmaTable != null) {
      throw new UsageError("--all-stages computes every stage: leave out --fma-table");
    }
    try (StandardInput input = StandardInput.of(paths)) {
      List<Path> files = InputFiles.of(input.files());
      return files.isEmpty() ? 0 : classify(setup, files, input);
    }
  }

  private int classify(Settings setup, List<Path> files, StandardInput input)
      throws ConvertException, IOException {
    Optional<FmaTable> table =
        fmaTable == null ? Optional.empty() : Optional.of(FmaTable.read(fmaTable, files));
    try (Classifier classifier = Progress.during("Loading models", () -> new Classifier(setup))) {
      classifier.problems().forEach(problem -> System.err.println("reclass: " + problem));
      table.ifPresent(known -> report(known, files, classifier));
      VerdictOutput output = output(setup, files, classifier);
      Tally tally = new Tally(files.size());
      ParallelBatch.run(
          files,
          setup.threads(),
          allStages
              ? classifier::classifyWithAll
              : (file, threads) ->
                  classifier.classify(file, table.flatMap(known -> known.of(file)), threads),
          Classifier.Outcome::broken,
          (file, outcome) -> report(output, tally, input.shown(file), input.named(file, outcome)));
      if (output.isForPeople()) {
        tally.report();
      }
      return tally.failed() == 0 ? 0 : 1;
    }
  }

  private static void report(FmaTable table, List<Path> files, Classifier classifier) {
    if (!classifier.usesFeatures()) {
      throw new UsageError(
          "--fma-table: no model that votes takes the 518 features: import a head with reclass model"
              + " import head FILE, or leave it out");
    }
    long found = files.stream().filter(file -> table.of(file).isPresent()).count();
    System.err.printf(
        "reclass: %d of %d songs have their features in the table%n", found, files.size());
    table
        .incomplete()
        .forEach(
            track ->
                System.err.println(
                    "reclass: values missing in the table, computed instead: track " + track));
  }

  private VerdictOutput output(Settings setup, List<Path> files, Classifier classifier) {
    if (format.json) {
      Messages messages = new Messages(MqttSettings.of(setup.mqtt(), setup.root()).node());
      return (file, classified) ->
          System.out.println(messages.verdict(classified.voteDetails(), classified.wouldEndAt()));
    }
    if (format.csv) {
      return VerdictCsv.start(System.out);
    }
    return Terminal.isTerminal(1)
        ? new VerdictTable(
            files,
            new VerdictTable.Look(
                Terminal.width(),
                classifier.genres().names(),
                classifier.hasMoods(),
                Terminal.hasColours(1)),
            allStages,
            System.out)
        : new VerdictLines(allStages);
  }

  private static void report(
      VerdictOutput output, Tally tally, Path file, Classifier.Outcome outcome) throws IOException {
    tally.add(outcome);
    if (outcome instanceof Classifier.Outcome.Classified classified) {
      output.print(file, classified);
      classified.failed().forEach(f -> System.err.println(StageText.failed(file, f)));
    } else if (outcome instanceof Classifier.Outcome.Refused refused) {
      output.refused(file, refused.why().reason());
    }
  }
}
