package io.musicreclass.evaluate;

import io.musicreclass.evaluate.VoteEvaluation.Song;
import io.musicreclass.evaluate.VoteEvaluation.Vote;
import io.musicreclass.vote.VoteRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rules in force and fitted ones, measured on the same songs, which had no part in the fit.
 *
 * @param seed of the division into parts; null if the songs came with parts
 * @param changed whether the fitted rules are others
 * @param settings lines for the configuration; none if nothing changed
 */
record Tuning(
    int validationSongs,
    int testSongs,
    @Nullable Long seed,
    boolean changed,
    State before,
    State after,
    PairedTest difference,
    List<String> settings) {
  /**
   * Rules and what they give.
   *
   * @param meanMs milliseconds of all stages that a song needs
   */
  record State(
      Setup setup,
      Interval accuracy,
      double balancedAccuracy,
      double macroF1,
      double calibrationError,
      double shareSure,
      Interval sureAccuracy,
      double meanMs) {
    static State of(Replay replay) {
      Figures figures = Figures.of(replay);
      return new State(
          new Setup(replay.stages(), replay.rules()),
          figures.accuracy(),
          figures.balancedAccuracy(),
          figures.macroF1(),
          figures.calibrationError(),
          figures.shareSure(),
          figures.sureAccuracy(),
          StagedVote.of(replay).meanMs(replay.rules().everyStage()));
    }
  }

  Tuning {
    settings = List.copyOf(settings);
  }

  /** Measures both rules. */
  static Tuning of(
      Vote vote, VoteRules fitted, int validationSongs, List<Song> test, @Nullable Long seed) {
    Replay before = Replay.of(vote, vote.rules(), test);
    Replay after = Replay.of(vote, fitted, test);
    List<String> settings =
        settings(new Setup(vote.stages(), vote.rules()), new Setup(vote.stages(), fitted));
    return new Tuning(
        validationSongs,
        test.size(),
        seed,
        !settings.isEmpty(),
        State.of(before),
        State.of(after),
        difference(before, after),
        settings);
  }

  private static PairedTest difference(Replay before, Replay after) {
    int newlyRight = 0;
    int newlyWrong = 0;
    for (int i = 0; i < Math.min(before.songs().size(), after.songs().size()); i++) {
      int truth = before.songs().get(i).truth();
      boolean was = before.verdict(before.songs().get(i)).genre() == truth;
      boolean is = after.verdict(after.songs().get(i)).genre() == truth;
      newlyRight += is && !was ? 1 : 0;
      newlyWrong += was && !is ? 1 : 0;
    }
    return PairedTest.of(newlyRight, newlyWrong);
  }

  private static List<String> settings(Setup before, Setup after) {
    int stages = before.stages().size();
    List<String> settings = new ArrayList<>();
    if (!after.weights().equals(before.weights())) {
      settings.add("reclass.vote.weights." + stages + "=" + text(after.weights()));
    }
    if (!after.temperatures().equals(before.temperatures())) {
      settings.add("reclass.vote.temperatures." + stages + "=" + text(after.temperatures()));
    }
    if (!after.thresholds().equals(before.thresholds())) {
      settings.add("reclass.vote.thresholds=" + text(after.thresholds()));
    }
    if (after.sure() != before.sure()) {
      settings.add("reclass.vote.sure=" + text(List.of(after.sure())));
    }
    return settings;
  }

  /** Numbers as they are written in the settings. */
  static String text(List<Double> numbers) {
    return numbers.stream()
        .map(number -> String.format(Locale.ROOT, "%.2f", number))
        .collect(Collectors.joining(","));
  }
}
