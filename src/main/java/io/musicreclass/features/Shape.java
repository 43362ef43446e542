package io.musicreclass.features;

import java.util.Arrays;

/**
 * What sums over a spectrum say: energy, centroid, bandwidth, roll-off (SPEC sections 9, 11 and
 * 13). Frequencies are labelled as if every song had 22,050 Hz. One thread's.
 */
final class Shape {
  /** Hz between two bins, whatever the song's rate. */
  static final double BIN_HZ = 22050.0 / Spectrum.SIZE;

  private static final double TINY = Float.MIN_NORMAL;
  private static final float ROLLED_OFF = 0.85f;
  private static final Filterbank MOMENTS = moments();
  private static final Filterbank TOTAL = total();

  private final double[][] moments = Lanes.rows(3);
  private final double[][] energy = Lanes.rows(1);
  private final float[] cumulative = new float[Spectrum.BINS];

  /** Rows of ones, bin numbers and their squares. */
  private static Filterbank moments() {
    double[][] rows = new double[3][Spectrum.BINS];
    for (int k = 0; k < Spectrum.BINS; k++) {
      rows[0][k] = 1;
      rows[1][k] = k;
      rows[2][k] = (double) k * k;
    }
    return new Filterbank(rows);
  }

  private static Filterbank total() {
    double[][] row = new double[1][Spectrum.BINS];
    Arrays.fill(row[0], 1);
    return new Filterbank(row);
  }

  /** Describes all frames of a block. */
  void of(Spectrum spectrum, SpectralBlock out) {
    MOMENTS.apply(spectrum.magnitude, moments);
    TOTAL.apply(spectrum.power, energy);
    for (int j = 0; j < out.count; j++) {
      double sum = moments[0][j];
      boolean audible = sum >= TINY;
      double mean = audible ? moments[1][j] / sum : 0;
      double square = audible ? moments[2][j] / sum : 0;
      out.rmse[j] = (float) Math.sqrt((float) (energy[0][j] / Spectrum.BINS));
      out.centroid[j] = mean * BIN_HZ;
      out.bandwidth[j] = BIN_HZ * Math.sqrt(Math.max(0, square - mean * mean));
    }
  }

  /** Roll-off of one frame, in Hz; summed in floats, in the order of the bins. */
  double rolloff(float[] magnitude) {
    float running = 0;
    for (int k = 0; k < Spectrum.BINS; k++) {
      running += magnitude[k];
      cumulative[k] = running;
    }
    return BIN_HZ * firstAtLeast(ROLLED_OFF * running);
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
