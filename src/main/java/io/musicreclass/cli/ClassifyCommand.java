package io.musicreclass.cli;

import io.musicreclass.classify.Classifier;
import io.musicreclass.cli.settings.Installation;
import io.musicreclass.cli.terminal.InputFiles;
import io.musicreclass.cli.terminal.ParallelBatch;
import io.musicreclass.cli.terminal.StageText;
import io.musicreclass.config.Settings;
import io.musicreclass.publish.Messages;
import io.musicreclass.publish.mqtt.MqttSettings;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.Percent;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
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

  @Parameters(arity = "1..*", paramLabel = "PATH", description = "Songs, or folders of songs.")
  private List<Path> paths;

  private int failed;

  @Override
  public Integer call() throws IOException {
    Settings setup = Installation.setup();
    List<Path> files = InputFiles.of(paths);
    Messages messages = new Messages(MqttSettings.of(setup.mqtt(), setup.root()).node());
    try (Classifier classifier = new Classifier(setup)) {
      classifier.problems().forEach(problem -> System.err.println("reclass: " + problem));
      ParallelBatch.run(
          files,
          setup.threads(),
          allStages ? classifier::classifyWithAll : classifier::classify,
          Classifier.Outcome::broken,
          (file, outcome) -> report(messages, file, outcome));
    }
    return failed == 0 ? 0 : 1;
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
