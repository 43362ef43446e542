package io.musicreclass.features.loops;

import java.util.Arrays;

/**
 * Features from sums over a frame's spectrum: energy, centroid, bandwidth, roll-off (SPEC sections
 * 9, 11 and 13).
 */
final class Shape {
  private static final double TINY = Float.MIN_NORMAL;
  private static final float ROLLED_OFF = 0.85f;

  private static final double[] NUMBER = new double[Loops.BINS];

  static {
    Arrays.setAll(NUMBER, k -> k);
  }

  float rmse;
  double centroid;
  double bandwidth;
  double rolloff;

  private final float[] cumulative = new float[Loops.BINS];

  void of(Spectrum spectrum) {
    double[] s = spectrum.magnitude;
    double[] p = spectrum.power;
    double sum = 0;
    double first = 0;
    double second = 0;
    double energy = 0;
    float running = 0;
    for (int k = 0; k < Loops.BINS; k++) {
      double v = s[k];
      double kv = NUMBER[k] * v;
      sum += v;
      first += kv;
      second += NUMBER[k] * kv;
      energy += p[k];
      running += (float) v;
      cumulative[k] = running;
    }
    rmse = (float) Math.sqrt((float) (energy / Loops.BINS));
    boolean audible = sum >= TINY;
    double mean = audible ? first / sum : 0;
    centroid = mean * Loops.BIN_HZ;
    bandwidth = audible ? Loops.BIN_HZ * Math.sqrt(Math.max(0, second / sum - mean * mean)) : 0;
    rolloff = Loops.BIN_HZ * firstAtLeast(ROLLED_OFF * running);
  }

  /** The first bin whose cumulative sum (which never falls) reaches a threshold. */
  private int firstAtLeast(float threshold) {
    int low = 0;
    int high = Loops.BINS - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (cumulative[middle] >= threshold) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
