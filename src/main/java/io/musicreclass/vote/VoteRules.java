package io.musicreclass.vote;

import io.musicreclass.config.VoteConfig;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The checked parameters of the vote, for any number of stages.
 *
 * @param rule how the stages' scores are combined
 * @param thresholds the confidence, 0 to 1, above which the vote ends early, by position; the last
 *     value holds for all further positions
 * @param weights the weights of n installed stages, in stage order and above 0 each, by n; without
 *     a row, n stages have equal weights
 * @param temperatures by which the scores of n installed stages are softened (above 1) or sharpened
 *     (below 1), in stage order, by n; without a row they are taken as they are
 * @param sure the confidence, 0 to 1, from which a verdict is sure
 * @param everyStage whether all stages are asked and the thresholds only tell which would have
 *     ended the vote
 */
public record VoteRules(
    VoteConfig.Rule rule,
    List<Double> thresholds,
    Map<Integer, List<Double>> weights,
    Map<Integer, List<Double>> temperatures,
    double sure,
    boolean everyStage) {
  private static final String WEIGHTS = "reclass.vote.weights.";
  private static final String TEMPERATURES = "reclass.vote.temperatures.";

  /** The weights that hold unless the configuration has a row for that number of stages. */
  private static final Map<Integer, List<Double>> DEFAULT_WEIGHTS =
      Map.of(1, List.of(1.0), 2, List.of(0.40, 0.60), 3, List.of(0.25, 0.35, 0.40));

  /** The weights of the default pair's two stages. */
  private static final List<Double> WEIGHTS_OF_PAIR = List.of(0.5, 0.5);

  public VoteRules {
    List<String> problems = problems(thresholds, weights, temperatures, sure);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    thresholds = List.copyOf(thresholds);
    weights = Map.copyOf(weights);
    temperatures = Map.copyOf(temperatures);
  }

  /** What is wrong with these settings, each problem with its key and the remedy. */
  public static List<String> problems(VoteConfig config) {
    return problems(config.thresholds(), config.weights(), config.temperatures(), config.sure());
  }

  /** Rules without temperatures. */
  public VoteRules(
      VoteConfig.Rule rule,
      List<Double> thresholds,
      Map<Integer, List<Double>> weights,
      double sure,
      boolean everyStage) {
    this(rule, thresholds, weights, Map.of(), sure, everyStage);
  }

  /** Rules of a vote that ends early, without temperatures. */
  public VoteRules(
      VoteConfig.Rule rule,
      List<Double> thresholds,
      Map<Integer, List<Double>> weights,
      double sure) {
    this(rule, thresholds, weights, sure, false);
  }

  /**
   * The rules in the configuration.
   *
   * @param defaultPair whether only default networks vote: they are all asked, and the product rule
   *     and equal weights hold where the configuration names none
   * @throws IllegalArgumentException with every problem
   */
  public static VoteRules of(VoteConfig config, boolean defaultPair) {
    Map<Integer, List<Double>> weights = new TreeMap<>(DEFAULT_WEIGHTS);
    if (defaultPair) {
      weights.put(2, WEIGHTS_OF_PAIR);
    }
    weights.putAll(config.weights());
    VoteConfig.Rule rule =
        config.rule().orElse(defaultPair ? VoteConfig.Rule.PRODUCT : VoteConfig.Rule.TOP1);
    return new VoteRules(
        rule, config.thresholds(), weights, config.temperatures(), config.sure(), defaultPair);
  }

  /** The same rules with other thresholds and another confidence from which a verdict is sure. */
  public VoteRules with(List<Double> otherThresholds, double otherSure) {
    return new VoteRules(rule, otherThresholds, weights, temperatures, otherSure, everyStage);
  }

  /** The same rules with another row of weights and of temperatures for that many stages. */
  public VoteRules with(List<Double> weightsRow, List<Double> temperaturesRow) {
    Map<Integer, List<Double>> otherWeights = new TreeMap<>(weights);
    otherWeights.put(weightsRow.size(), weightsRow);
    Map<Integer, List<Double>> otherTemperatures = new TreeMap<>(temperatures);
    otherTemperatures.put(temperaturesRow.size(), temperaturesRow);
    return new VoteRules(rule, thresholds, otherWeights, otherTemperatures, sure, everyStage);
  }

  /** The weights of that many stages, in stage order. */
  public List<Double> weights(int stages) {
    return weights.getOrDefault(stages, Collections.nCopies(stages, 1.0 / stages));
  }

  /** The temperatures of that many stages, in stage order. */
  public List<Double> temperatures(int stages) {
    return temperatures.getOrDefault(stages, Collections.nCopies(stages, 1.0));
  }

  /**
   * The confidence above which the vote ends at a position.
   *
   * @param position from 1
   */
  public double threshold(int position) {
    return thresholds.get(Math.min(position, thresholds.size()) - 1);
  }

  private static List<String> problems(
      List<Double> thresholds,
      Map<Integer, List<Double>> weights,
      Map<Integer, List<Double>> temperatures,
      double sure) {
    List<String> problems = new ArrayList<>();
    if (thresholds.isEmpty() || !thresholds.stream().allMatch(VoteRules::isShare)) {
      problems.add(
          "reclass.vote.thresholds: expected numbers from 0 to 1, one for each stage but the last,"
              + " not "
              + thresholds);
    }
    problems.addAll(problems(WEIGHTS, weights, 0, 1e6));
    problems.addAll(problems(TEMPERATURES, temperatures, 0.01, 100));
    if (!isShare(sure)) {
      problems.add("reclass.vote.sure: expected a number from 0 to 1, not " + sure);
    }
    return problems;
  }

  private static List<String> problems(
      String key, Map<Integer, List<Double>> rows, double above, double below) {
    List<String> problems = new ArrayList<>();
    new TreeMap<>(rows)
        .forEach(
            (stages, row) -> {
              if (row.size() != stages || !row.stream().allMatch(v -> v > above && v < below)) {
                problems.add(
                    "%s%d: expected %d numbers above %s, not %s"
                        .formatted(key, stages, stages, above == 0 ? "0" : above, row));
              }
            });
    return problems;
  }

  private static boolean isShare(double value) {
    return value >= 0 && value <= 1;
  }
}
