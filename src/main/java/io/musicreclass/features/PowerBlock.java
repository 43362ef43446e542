package io.musicreclass.features;

import io.musicreclass.features.dsp.FrameBatch;

/** The power spectra of a block of frames, transposed: frames side by side for each bin. */
final class PowerBlock {
  private static final int STRIP = 8;

  /** Power by bin and lane; rows beyond the last bin are zero. */
  final double[][] bins = FrameBatch.rows(FrameBatch.padded(Spectrum.BINS));

  private final double[][] strip = new double[STRIP][Spectrum.BINS];

  /** Adds the next frame; lanes are filled in order. */
  void put(int lane, double[] power, int count) {
    System.arraycopy(power, 0, strip[lane % STRIP], 0, Spectrum.BINS);
    if (lane % STRIP == STRIP - 1 || lane == count - 1) {
      int first = lane - lane % STRIP;
      for (int k = 0; k < Spectrum.BINS; k++) {
        double[] row = bins[k];
        for (int j = first; j <= lane; j++) {
          row[j] = strip[j - first][k];
        }
      }
    }
  }

  /** A copy as floats, which represent the values exactly. */
  float[] kept(int count) {
    float[] copy = new float[Spectrum.BINS * count];
    for (int k = 0; k < Spectrum.BINS; k++) {
      for (int j = 0; j < count; j++) {
        copy[k * count + j] = (float) bins[k][j];
      }
    }
    return copy;
  }

  /** Restores a copy made by {@link #kept}. */
  void restore(float[] kept, int count) {
    for (int k = 0; k < Spectrum.BINS; k++) {
      double[] row = bins[k];
      for (int j = 0; j < count; j++) {
        row[j] = kept[k * count + j];
      }
    }
  }
}
