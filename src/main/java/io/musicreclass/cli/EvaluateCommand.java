package io.musicreclass.cli;

import io.musicreclass.classify.Classifier;
import io.musicreclass.cli.settings.Installation;
import io.musicreclass.cli.terminal.ParallelBatch;
import io.musicreclass.cli.terminal.UsageError;
import io.musicreclass.cli.train.DataOptions;
import io.musicreclass.config.Settings;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.track.GenreSet;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.Verdict;
import io.musicreclass.train.Evaluation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code reclass evaluate}: measures accuracy on songs of known genre. */
@Command(
    name = "evaluate",
    description = {
      "Classifies songs of known genre and reports the accuracy.",
      "Uses the current settings and models; needs no daemon and no database."
    },
    mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "SONGS",
      description =
          "A folder with one subfolder of songs per genre, or a CSV file with the columns path and genre.")
  private @Nullable Path source;

  @Mixin private DataOptions data;

  private final Map<Integer, Integer> stages = new TreeMap<>();
  private int failed;

  @Override
  public Integer call() throws ConvertException, IOException {
    Settings setup = Installation.setup();
    List<LabelledSong> songs = songs(setup);
    try (Classifier classifier = new Classifier(setup)) {
      classifier.problems().forEach(problem -> System.err.println("reclass: " + problem));
      GenreSet genres = classifier.genres();
      List<LabelledSong> known = known(songs, genres);
      Evaluation all = new Evaluation(genres.size());
      Evaluation sure = new Evaluation(genres.size());
      ParallelBatch.run(
          known,
          setup.threads(),
          (song, threads) -> classifier.classify(song.song(), threads),
          Classifier.Outcome::broken,
          (song, outcome) -> take(song, outcome, genres, all, sure));
      report(all, sure, genres);
    }
    return failed == 0 ? 0 : 1;
  }

  private List<LabelledSong> songs(Settings setup) throws ConvertException, IOException {
    if ((source == null) != data.isGiven()) {
      throw new UsageError("Give SONGS, or --data NAME: one of them");
    }
    return source == null ? LabelledSong.of(data.read(setup)) : LabelledSong.of(source);
  }

  /** The songs whose genre the models know; the others are counted and reported. */
  private static List<LabelledSong> known(List<LabelledSong> songs, GenreSet genres) {
    List<LabelledSong> known = new ArrayList<>();
    Map<String, Integer> others = new TreeMap<>();
    for (LabelledSong song : songs) {
      if (genres.indexOf(song.genre()).isPresent()) {
        known.add(song);
      } else {
        others.merge(song.genre(), 1, Integer::sum);
      }
    }
    others.forEach(
        (genre, count) ->
            System.err.printf(
                "reclass: skipped %d song%s: no model knows the genre \"%s\"%n",
                count, count == 1 ? "" : "s", genre));
    return known;
  }

  private void take(
      LabelledSong song,
      Classifier.Outcome outcome,
      GenreSet genres,
      Evaluation all,
      Evaluation sure) {
    if (outcome instanceof Classifier.Outcome.Classified classified
        && classified.failed().isEmpty()) {
      Verdict.Decided verdict = classified.voteDetails().verdict();
      int truth = genres.indexOf(song.genre()).orElseThrow();
      int predicted = genres.indexOf(verdict.genre()).orElseThrow();
      all.add(truth, predicted, verdict.confidence());
      if (verdict.sure()) {
        sure.add(truth, predicted, verdict.confidence());
      }
      stages.merge(verdict.stage(), 1, Integer::sum);
    } else if (outcome instanceof Classifier.Outcome.Classified without) {
      failed++; // a verdict that lacks a stage would distort the accuracy
      without.failed().forEach(f -> System.err.println(StageText.failed(song.song(), f)));
    } else if (outcome instanceof Classifier.Outcome.Refused refused) {
      failed++;
      System.err.println(SongFile.text(song.song()) + ": " + refused.why().reason());
    }
  }

  private void report(Evaluation all, Evaluation sure, GenreSet genres) throws IOException {
    if (all.n() == 0) {
      throw new IOException("No song could be classified; see the errors above");
    }
    System.out.println(all.summary());
    if (sure.n() > 0) {
      System.out.println("sure verdicts only: " + sure.summary());
    }
    System.out.printf(
        Locale.ROOT,
        "confidences are off by %.1f %% on average (ECE)%n",
        100 * all.calibrationError());
    stages.forEach((stage, count) -> System.out.printf("ended at stage %d: %d%n", stage, count));
    all.table(genres.names()).lines().forEach(System.out::println);
  }
}
