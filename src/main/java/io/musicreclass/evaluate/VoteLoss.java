package io.musicreclass.evaluate;

import io.musicreclass.track.Verdict;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The Brier score (Brier 1950) of verdicts: the mean squared distance between the values of all
 * genres and the truth. Unlike the logarithmic loss it is defined where a rule gives a genre
 * nothing.
 */
final class VoteLoss {
  private static final double[] EXPONENTS = {1, 0.5, 0.71, 1.41, 2, 2.83, 4};

  private final double[] sums = new double[EXPONENTS.length];
  private int n;

  /** Adds a verdict; without one, every genre has the value 0. */
  void add(Verdict verdict, String truth) {
    Map<String, Double> values =
        verdict instanceof Verdict.Decided decided ? decided.genres() : Map.of();
    double own = values.getOrDefault(truth, 0.0);
    sums[0] += score(values.values(), own);
    double total = values.values().stream().mapToDouble(Double::doubleValue).sum();
    for (int i = 1; i < EXPONENTS.length; i++) {
      double exponent = EXPONENTS[i];
      List<Double> powers =
          values.values().stream().map(value -> Math.pow(value / total, exponent)).toList();
      double sum = powers.stream().mapToDouble(Double::doubleValue).sum();
      sums[i] +=
          sum == 0
              ? 1
              : score(
                  powers.stream().map(value -> value / sum).toList(),
                  Math.pow(own / total, exponent) / sum);
    }
    n++;
  }

  private static double score(Collection<Double> values, double own) {
    return 1 - 2 * own + values.stream().mapToDouble(value -> value * value).sum();
  }

  /** The score of the values as they are. */
  double plain() {
    return sums[0] / n;
  }

  /**
   * The score at the temperature that suits all verdicts best: how well genres are distinguished,
   * whatever the confidences. A mean of several distributions is always too cautious, and weights
   * must not make up for that by silencing stages.
   */
  double recalibrated() {
    return Arrays.stream(sums).min().orElseThrow() / n;
  }
}
