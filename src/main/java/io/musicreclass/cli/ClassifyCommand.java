package io.musicreclass.cli;

import io.musicreclass.classify.Classifier;
import io.musicreclass.cli.settings.Installation;
import io.musicreclass.cli.terminal.InputFiles;
import io.musicreclass.cli.terminal.ParallelBatch;
import io.musicreclass.cli.terminal.StageText;
import io.musicreclass.cli.terminal.UsageError;
import io.musicreclass.config.Settings;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.publish.Messages;
import io.musicreclass.publish.mqtt.MqttSettings;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.Percent;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.Verdict;
import io.musicreclass.train.data.FmaTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code reclass classify}: classifies files or folders at once. */
@Command(
    name = "classify",
    description = "Classifies files or folders, without daemon or broker.",
    mixinStandardHelpOptions = true)
final class ClassifyCommand implements Callable<Integer> {
  @Option(names = "--json", description = "Print one JSON object per line, as on MQTT.")
  private boolean json;

  @Option(
      names = "--all-stages",
      description =
          "Run every stage, however clear the vote; \"would_end_at\" is the stage at which it would have ended.")
  private boolean allStages;

  @Option(
      names = "--fma-table",
      paramLabel = "FILE",
      description =
          "FMA's features.csv or FMA.npy: songs named by a track id, such as 000002.mp3, get their 518 features from it.")
  private @Nullable Path fmaTable;

  @Parameters(arity = "1..*", paramLabel = "PATH", description = "Songs, or folders of songs.")
  private List<Path> paths;

  private int failed;

  @Override
  public Integer call() throws ConvertException, IOException {
    Settings setup = Installation.setup();
    List<Path> files = InputFiles.of(paths);
    Messages messages = new Messages(MqttSettings.of(setup.mqtt(), setup.root()).node());
    if (allStages && fmaTable != null) {
      throw new UsageError("--all-stages computes every stage: leave out --fma-table");
    }
    Optional<FmaTable> table =
        fmaTable == null ? Optional.empty() : Optional.of(FmaTable.read(fmaTable, files));
    try (Classifier classifier = new Classifier(setup)) {
      classifier.problems().forEach(problem -> System.err.println("reclass: " + problem));
      table.ifPresent(known -> report(known, files, classifier));
      ParallelBatch.run(
          files,
          setup.threads(),
          allStages
              ? classifier::classifyWithAll
              : (file, threads) ->
                  classifier.classify(file, table.flatMap(known -> known.of(file)), threads),
          Classifier.Outcome::broken,
          (file, outcome) -> report(messages, file, outcome));
    }
    return failed == 0 ? 0 : 1;
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

  private void report(Messages messages, Path file, Classifier.Outcome outcome) {
    if (outcome instanceof Classifier.Outcome.Classified classified) {
      ClassifiedTrack voteDetails = classified.voteDetails();
      System.out.println(
          json
              ? messages.verdict(voteDetails, classified.wouldEndAt())
              : line(file, voteDetails.verdict()));
      if (allStages && !json) {
        classified.results().forEach(result -> System.out.println("  " + StageText.of(result)));
        classified
            .wouldEndAt()
            .ifPresent(stage -> System.out.println("  the vote would end at stage " + stage));
      }
      failed += classified.failed().isEmpty() ? 0 : 1;
      classified.failed().forEach(f -> System.err.println(StageText.failed(file, f)));
    } else if (outcome instanceof Classifier.Outcome.Refused refused) {
      failed++;
      System.err.println(SongFile.text(file) + ": " + refused.why().reason());
    }
  }

  private static String line(Path file, Verdict.Decided verdict) {
    return String.format(
        Locale.ROOT,
        "%-12s %7s  %s  %s%s",
        verdict.genre(),
        Percent.of(verdict.confidence()),
        verdict.sure() ? "sure  " : "unsure",
        SongFile.text(file),
        verdict.reason().map(reason -> " (" + reason + ")").orElse(""));
  }
}
