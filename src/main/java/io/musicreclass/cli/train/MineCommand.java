package io.musicreclass.cli.train;

import io.musicreclass.cli.settings.Installation;
import io.musicreclass.cli.terminal.UsageError;
import io.musicreclass.config.Settings;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.train.mine.MineTraining;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code reclass train mine}: a head for one's own genres. */
@Command(
    name = "mine",
    description = {
      "Trains a head for your own genres, on what the models have already computed for your songs.",
      "The songs of every fifth artist are held out. The head is adopted only if the whole vote with it is better on those than now, by more than chance; otherwise nothing is changed.",
      "reclass model rollback undoes it."
    },
    mixinStandardHelpOptions = true)
final class MineCommand implements Callable<Integer> {
  @Option(
      names = "--from",
      paramLabel = "SOURCE",
      required = true,
      description =
          "library: the genre tags of the classified songs; corrections: the genres you have corrected; or a folder with one subfolder of songs per genre.")
  private String from;

  @Option(
      names = "--annotations",
      paramLabel = "FILE",
      description =
          "With --from library: lines genre = tag, tag... map tags to genres; other songs are skipped.")
  private @Nullable Path genreTags;

  @Option(
      names = "--min-songs",
      paramLabel = "N",
      defaultValue = "10",
      description = "Genres with fewer songs are skipped; default: ${DEFAULT-VALUE}.")
  private int fewest;

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description = "Write all figures as an HTML page.")
  private @Nullable Path report;

  @Option(names = "--json", paramLabel = "FILE", description = "Write all figures as JSON.")
  private @Nullable Path json;

  @Override
  public Integer call() throws ConvertException, IOException {
    check();
    Settings setup = Installation.setup();
    MineTraining.Outcome outcome;
    try {
      outcome =
          MineTraining.run(
              new MineTraining.Request(from, Optional.ofNullable(genreTags), fewest),
              setup,
              setup.threads(),
              new StepLines());
    } catch (IllegalArgumentException e) {
      throw new UsageError(String.valueOf(e.getMessage()));
    }
    outcome.report().lines().forEach(System.out::println);
    if (report != null) {
      Files.writeString(report, outcome.report().html());
    }
    if (json != null) {
      Files.writeString(json, outcome.report().json());
    }
    if (outcome.adopted()) {
      System.out.println(
          "Apply it: reclass reload if the daemon is running, then reclass revote. Take it back:"
              + " reclass model rollback "
              + outcome.model());
    }
    return 0;
  }

  /** Refuses what cannot be used, before hours of work. */
  private void check() {
    boolean stored = from.equals(MineTraining.LIBRARY) || from.equals(MineTraining.CORRECTIONS);
    if (!stored && !Files.isDirectory(Path.of(from))) {
      throw new UsageError(
          "--from " + from + " is neither library nor corrections, nor a folder: name one of them");
    }
    if (genreTags != null && !from.equals(MineTraining.LIBRARY)) {
      throw new UsageError("--annotations is for --from library only: leave it out");
    }
    Stream.of(report, json)
        .flatMap(Stream::ofNullable)
        .forEach(
            file -> {
              Path folder = file.toAbsolutePath().getParent();
              if (Files.isDirectory(file) || folder == null || !Files.isWritable(folder)) {
                throw new UsageError(
                    file + " cannot be written: name a file in a folder that exists");
              }
            });
  }

  /** Names each step once on standard error. */
  private static final class StepLines implements MineTraining.Progress {
    private String last = "";

    @Override
    public void at(String step, int done, int of) {
      if (!step.equals(last)) {
        System.err.println("reclass: " + step);
        last = step;
      }
    }

    @Override
    public void check() {
      // the process is ended by a signal
    }
  }
}
