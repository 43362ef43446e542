package io.musicreclass.features;

import java.util.Arrays;

/**
 * Features from sums over a frame's spectrum: energy, centroid, bandwidth, roll-off (SPEC sections
 * 9, 11 and 13). Frequencies assume a sample rate of 22,050 Hz for every song.
 */
final class Shape {
  /** Hz between two bins, regardless of the song's rate. */
  static final double BIN_HZ = 22050.0 / Spectrum.SIZE;

  private static final double TINY = Float.MIN_NORMAL;
  private static final float ROLLED_OFF = 0.85f;

  private static final double[] NUMBER = new double[Spectrum.BINS];

  static {
    Arrays.setAll(NUMBER, k -> k);
  }

  float rmse;
  double centroid;
  double bandwidth;
  double rolloff;

  private final float[] cumulative = new float[Spectrum.BINS];

  void of(Spectrum spectrum) {
    double[] s = spectrum.magnitude;
    double[] p = spectrum.power;
    double sum = 0;
    double first = 0;
    double second = 0;
    double energy = 0;
    float running = 0;
    for (int k = 0; k < Spectrum.BINS; k++) {
      double v = s[k];
      double kv = NUMBER[k] * v;
      sum += v;
      first += kv;
      second += NUMBER[k] * kv;
      energy += p[k];
      running += (float) v;
      cumulative[k] = running;
    }
    rmse = (float) Math.sqrt((float) (energy / Spectrum.BINS));
    boolean audible = sum >= TINY;
    double mean = audible ? first / sum : 0;
    centroid = mean * BIN_HZ;
    bandwidth = audible ? BIN_HZ * Math.sqrt(Math.max(0, second / sum - mean * mean)) : 0;
    rolloff = BIN_HZ * firstAtLeast(ROLLED_OFF * running);
  }

  /** The first bin whose cumulative sum (which never falls) reaches a threshold. */
  private int firstAtLeast(float threshold) {
    int low = 0;
    int high = Spectrum.BINS - 1;
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
