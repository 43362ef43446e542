package io.musicreclass.revote;

import io.musicreclass.vote.VoteRules;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rules of the vote to try out; null keeps the current value.
 *
 * @param thresholds the confidence that ends the vote after each stage but the last; 0 to 1 each
 * @param weights of the stages that are installed, in their order; above 0 each
 * @param sure the confidence from which a verdict is sure, 0 to 1
 */
public record TrialRules(
    @Nullable List<Double> thresholds, @Nullable List<Double> weights, @Nullable Double sure) {
  /** The current rules. */
  public static final TrialRules CURRENT = new TrialRules(null, null, null);

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
    Map<Integer, List<Double>> rows = new HashMap<>(rules.weights());
    if (weights != null) {
      rows.put(stages, weights);
    }
    return new VoteRules(
        rules.rule(),
        thresholds(rules, stages),
        rows,
        rules.temperatures(),
        sure == null ? rules.sure() : sure,
        rules.everyStage());
  }

  private List<Double> thresholds(VoteRules rules, int stages) {
    if (thresholds == null || (thresholds.isEmpty() && stages == 1)) {
      return rules.thresholds();
    }
    // More are ignored: a stage may have been turned off since they were read.
    if (thresholds.size() < stages - 1) {
      throw new IllegalArgumentException(
          "reclass.vote.thresholds: expected %d numbers, not %s".formatted(stages - 1, thresholds));
    }
    return thresholds;
  }
}
