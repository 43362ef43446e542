package io.musicreclass.evaluate;

import io.musicreclass.evaluate.VoteEvaluation.Song;
import io.musicreclass.evaluate.VoteEvaluation.Vote;
import io.musicreclass.track.StageResult;
import io.musicreclass.vote.VoteRules;
import io.musicreclass.vote.Voting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Fits the rules of a vote to songs in four steps: the temperature with which each stage alone is
 * calibrated best; the weights with which all stages together distinguish genres best; the
 * thresholds with the lowest mean cost that make at most 1 % of the songs wrong which every stage
 * together would have right; the confidence from which verdicts are sure, such that these are right
 * as often as before. Weights and temperatures that lose more than 1 % of the songs are not taken.
 */
final class RulesFit {
  private static final int LOWEST_PERCENT = 50;
  private static final int LOWEST_SURE_PERCENT = 20;

  /** Share of the songs that a step may cost. */
  private static final double MOST_LOST = 0.01;

  private final Vote vote;
  private final List<Song> songs;
  private final int stages;

  RulesFit(Vote vote, List<Song> songs) {
    this.vote = vote;
    this.songs = songs;
    this.stages = vote.stages().size();
  }

  VoteRules rules() {
    VoteRules now = vote.rules();
    VoteRules fitted = withWeights(withTemperatures(now));
    VoteRules combined = right(fitted) >= right(now) - MOST_LOST * songs.size() ? fitted : now;
    VoteRules fast = stages == 1 || combined.everyStage() ? combined : withThresholds(combined);
    return withSure(fast);
  }

  private VoteRules withTemperatures(VoteRules rules) {
    List<Double> temperatures = new ArrayList<>(rules.temperatures(stages));
    for (int i = 0; i < stages; i++) {
      int stage = i;
      double[] best =
          PatternSearch.minimise(
              new double[] {temperatures.get(i)},
              value ->
                  loss(rules.with(rules.weights(stages), set(temperatures, stage, value[0])), stage)
                      .plain());
      temperatures.set(i, written(best[0]));
    }
    return rules.with(rules.weights(stages), temperatures);
  }

  private static List<Double> set(List<Double> values, int index, double value) {
    List<Double> changed = new ArrayList<>(values);
    changed.set(index, value);
    return changed;
  }

  private VoteRules withWeights(VoteRules rules) {
    double first = rules.weights(stages).get(0);
    double[] relative =
        rules.weights(stages).stream().skip(1).mapToDouble(w -> w / first).toArray();
    double[] best =
        PatternSearch.minimise(
            relative, values -> loss(withWeights(rules, values), -1).recalibrated());
    return Arrays.equals(best, relative) ? rules : withWeights(rules, best);
  }

  /**
   * The rules with other weights.
   *
   * @param relative to that of the first stage, from the second stage on
   */
  private VoteRules withWeights(VoteRules rules, double[] relative) {
    double sum = 1 + IntStream.range(0, relative.length).mapToDouble(i -> relative[i]).sum();
    List<Double> weights = new ArrayList<>(List.of(written(1 / sum)));
    for (double value : relative) {
      weights.add(written(value / sum));
    }
    return rules.with(weights, rules.temperatures(stages));
  }

  /** As it is written in the settings. */
  private static double written(double value) {
    return Math.max(0.02, Math.rint(100 * value) / 100);
  }

  /**
   * The loss of the verdicts.
   *
   * @param stage the only one that votes; -1: all do
   */
  private VoteLoss loss(VoteRules rules, int stage) {
    Voting voting = vote.voting().apply(rules);
    VoteLoss loss = new VoteLoss();
    for (Song song : songs) {
      List<StageResult> results = stage < 0 ? song.results() : alone(song.results(), stage);
      String truth = vote.genres().name(vote.genres().indexOf(song.origin().genre()).orElseThrow());
      loss.add(voting.after(results), truth);
    }
    return loss;
  }

  private static List<StageResult> alone(List<StageResult> results, int stage) {
    List<StageResult> alone = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      StageResult r = results.get(i);
      alone.add(
          i == stage
              ? r
              : new StageResult.Abstained(
                  r.stage(), r.model(), r.encoder(), r.head(), "left out", r.ms()));
    }
    return alone;
  }

  private int right(VoteRules rules) {
    return (int)
        Replay.of(vote, rules, songs).songs().stream()
            .filter(song -> song.isRightAt(stages))
            .count();
  }

  private VoteRules withThresholds(VoteRules rules) {
    Replay replay = Replay.of(vote, rules, songs);
    VoteRules best = rules.with(Collections.nCopies(Math.min(2, stages - 1), 1.0), rules.sure());
    long least = ms(replay, best);
    for (int first = 99; first >= LOWEST_PERCENT; first--) {
      // Further stages share the second threshold, as in the settings.
      for (int further = stages > 2 ? 99 : LOWEST_PERCENT; further >= LOWEST_PERCENT; further--) {
        VoteRules tried =
            rules.with(
                stages > 2 ? List.of(first / 100.0, further / 100.0) : List.of(first / 100.0),
                rules.sure());
        long ms = ms(replay, tried);
        if (ms < least && lost(replay, tried) <= MOST_LOST * songs.size()) {
          least = ms;
          best = tried;
        }
      }
    }
    return best;
  }

  /** The lowest confidence from which verdicts are right as often as sure ones are now. */
  private VoteRules withSure(VoteRules rules) {
    double needed = Figures.of(Replay.of(vote, vote.rules(), songs)).sureAccuracy().value();
    Replay replay = Replay.of(vote, rules, songs);
    for (int percent = LOWEST_SURE_PERCENT; percent < 100 && needed > 0; percent++) {
      Interval sure = Figures.coverage(replay, percent / 100.0).accuracy();
      if (sure.n() > 0 && sure.value() >= needed) {
        return rules.with(rules.thresholds(), percent / 100.0);
      }
    }
    return rules;
  }

  /**
   * Songs that are right with every stage and wrong by these thresholds. Songs of which the reverse
   * is true do not make up for them: among many thresholds some always gain songs by luck.
   */
  private int lost(Replay replay, VoteRules thresholds) {
    return (int)
        replay.songs().stream()
            .filter(song -> song.isRightAt(stages))
            .filter(song -> !song.isRightAt(replay.endsAt(song, thresholds)))
            .count();
  }

  private static long ms(Replay replay, VoteRules thresholds) {
    return replay.songs().stream()
        .mapToLong(song -> song.msUntil(replay.endsAt(song, thresholds)))
        .sum();
  }
}
