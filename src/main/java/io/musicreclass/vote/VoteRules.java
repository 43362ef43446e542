package io.musicreclass.vote;

import io.musicreclass.config.VoteConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * The numbers of the vote, checked.
 *
 * @param rule how scores become one answer
 * @param thresholds the confidence above which position i ends the vote early; 0 to 1 each
 * @param weights row n-1: the weights of n installed stages, in stage order; above 0 each
 * @param sure the confidence from which a verdict is sure; 0 to 1
 */
public record VoteRules(
    VoteConfig.Rule rule, List<Double> thresholds, List<List<Double>> weights, double sure) {
  /** The most stages a vote can have. */
  public static final int MAX_STAGES = 3;

  public VoteRules {
    List<String> problems = problems(thresholds, weights, sure);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    thresholds = List.copyOf(thresholds);
    weights = List.copyOf(weights);
  }

  /** What is wrong with these settings, each naming its key and the mend; empty when nothing is. */
  public static List<String> problems(VoteConfig config) {
    return problems(config.thresholds(), rows(config), config.sure());
  }

  /** Throws IllegalArgumentException with every problem. */
  public static VoteRules of(VoteConfig config) {
    return new VoteRules(config.rule(), config.thresholds(), rows(config), config.sure());
  }

  private static List<List<Double>> rows(VoteConfig config) {
    VoteConfig.Weights weights = config.weights();
    return List.of(weights.one(), weights.two(), weights.three());
  }

  private static List<String> problems(
      List<Double> thresholds, List<List<Double>> weights, double sure) {
    List<String> problems = new ArrayList<>();
    if (thresholds.size() != MAX_STAGES - 1 || !thresholds.stream().allMatch(VoteRules::isShare)) {
      problems.add("reclass.vote.thresholds: two numbers from 0 to 1 wanted, not " + thresholds);
    }
    for (int n = 1; n <= weights.size(); n++) {
      List<Double> row = weights.get(n - 1);
      if (row.size() != n || !row.stream().allMatch(w -> w > 0 && w < 1e6)) {
        problems.add(
            "reclass.vote.weights." + n + ": " + n + " numbers above 0 wanted, not " + row);
      }
    }
    if (!isShare(sure)) {
      problems.add("reclass.vote.sure: a number from 0 to 1 wanted, not " + sure);
    }
    return problems;
  }

  private static boolean isShare(double value) {
    return value >= 0 && value <= 1;
  }
}
