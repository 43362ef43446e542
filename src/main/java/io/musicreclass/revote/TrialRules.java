package io.musicreclass.revote;

import io.musicreclass.config.VoteConfig;
import io.musicreclass.vote.VoteRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rules of the vote to try out; null keeps the current value.
 *
 * @param thresholds confidence that ends the vote after the first, the second stage; 0 to 1 each
 * @param weights of the stages that are installed, in their order; above 0 each
 * @param sure the confidence from which a verdict is sure, 0 to 1
 */
public record TrialRules(
    @Nullable List<Double> thresholds, @Nullable List<Double> weights, @Nullable Double sure) {
  /** The current rules. */
  public static final TrialRules UNTOUCHED = new TrialRules(null, null, null);

  /** Throws IllegalArgumentException when a list has gaps. */
  public TrialRules {
    if (Stream.of(thresholds, weights)
        .anyMatch(l -> l != null && l.stream().anyMatch(Objects::isNull))) {
      throw new IllegalArgumentException(
          "thresholds and weights must be lists of numbers without null");
    }
  }

  /**
   * The given rules with these values.
   *
   * @throws IllegalArgumentException when the result is invalid; the message names each key
   */
  VoteRules applyTo(VoteRules rules, int stages) {
    List<List<Double>> rows = new ArrayList<>(rules.weights());
    if (weights != null) {
      rows.set(stages - 1, weights);
    }
    VoteConfig.Rule rule = rules.rule();
    return new VoteRules(
        rule,
        thresholds == null ? rules.thresholds() : thresholds,
        rows,
        sure == null ? rules.sure() : sure);
  }
}
