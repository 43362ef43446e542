package io.musicreclass.features.loops;

import io.musicreclass.features.dsp.FrameBatch;
import io.musicreclass.features.loops.FrameValues.Power;

/** The power spectra of a block of frames, transposed: frames side by side for each bin. */
final class PowerBlock {
  private static final int STRIP = 8;

  /** Power by bin and lane; rows beyond the last bin are zero. */
  final double[][] bins = FrameBatch.rows(FrameBatch.padded(Loops.BINS));

  private final double[][] strip = new double[STRIP][Loops.BINS];

  /** Adds the next frame; lanes are filled in order. */
  void put(int lane, double[] power, int count) {
    System.arraycopy(power, 0, strip[lane % STRIP], 0, Loops.BINS);
    if (lane % STRIP == STRIP - 1 || lane == count - 1) {
      int first = lane - lane % STRIP;
      for (int k = 0; k < Loops.BINS; k++) {
        double[] row = bins[k];
        for (int j = first; j <= lane; j++) {
          row[j] = strip[j - first][k];
        }
      }
    }
  }

  /** A copy as floats, which represent the values exactly. */
  Kept kept(int count) {
    float[] copy = new float[Loops.BINS * count];
    for (int k = 0; k < Loops.BINS; k++) {
      for (int j = 0; j < count; j++) {
        copy[k * count + j] = (float) bins[k][j];
      }
    }
    return new Kept(copy, count);
  }

  /** Restores a copy made by {@link #kept}. */
  void restore(Kept kept) {
    for (int k = 0; k < Loops.BINS; k++) {
      double[] row = bins[k];
      for (int j = 0; j < kept.count; j++) {
        row[j] = kept.values[k * kept.count + j];
      }
    }
  }

  /** Power by bin and lane. */
  static final class Kept implements Power {
    private final float[] values;
    private final int count;

    private Kept(float[] values, int count) {
      this.values = values;
      this.count = count;
    }

    @Override
    public void close() {}
  }
}
