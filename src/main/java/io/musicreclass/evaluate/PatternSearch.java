package io.musicreclass.evaluate;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * Minimises a function of a few positive numbers by pattern search (Hooke, Jeeves 1961) over their
 * logarithms: each is doubled or halved while that helps, then changed by smaller and smaller
 * factors. Never gives anything worse than the start.
 */
final class PatternSearch {
  /** Exponents of 2 that are tried; the last is a factor of 1.09. */
  private static final double[] STEPS = {1, 0.5, 0.25, 0.125};

  /** How far each number may get from its start, as an exponent of 2. */
  private static final double FARTHEST = 4;

  private PatternSearch() {}

  static double[] minimise(double[] start, ToDoubleFunction<double[]> loss) {
    double[] best = start.clone();
    double least = loss.applyAsDouble(best);
    for (double step : STEPS) {
      boolean better = true;
      while (better) {
        better = false;
        for (int i = 0; i < best.length; i++) {
          for (double exponent : new double[] {step, -step}) {
            double[] tried = best.clone();
            tried[i] *= Math.pow(2, exponent);
            double value = isNear(tried[i], start[i]) ? loss.applyAsDouble(tried) : least;
            if (value < least) {
              least = value;
              best = tried;
              better = true;
            }
          }
        }
      }
    }
    return Arrays.copyOf(best, best.length);
  }

  private static boolean isNear(double value, double start) {
    return Math.abs(Math.log(value / start)) <= FARTHEST * Math.log(2) + 1e-9;
  }
}
