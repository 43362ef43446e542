package io.musicreclass.features.loops;

import io.musicreclass.features.dsp.FrameBatch;
import java.util.Arrays;

/** Computes 64 stretches of 64 outputs side by side, which lets the compiler vectorise. */
final class JavaDecimation implements DecimationLoop {
  private static final int STRETCH = MOST / FrameBatch.COUNT;

  private final int factor;
  private final double[] taps;
  private final double[][] rows;
  private final double[] sum = new double[FrameBatch.COUNT];

  JavaDecimation(int factor, double[] taps) {
    this.factor = factor;
    this.taps = taps;
    rows = FrameBatch.rows(factor * (STRETCH - 1) + taps.length);
  }

  @Override
  public void filter(float[] x, int at, int count, float[] out) {
    if (count < MOST) {
      for (int i = 0; i < count; i++) {
        out[i] = (float) output(x, at + factor * i);
      }
      return;
    }
    FrameBatch.gather(x, at, factor * STRETCH, FrameBatch.COUNT, rows, rows.length);
    for (int s = 0; s < STRETCH; s++) {
      Arrays.fill(sum, 0);
      for (int j = 0; j < taps.length; j += 4) {
        FrameBatch.addFour(rows, factor * s, taps, j, sum);
      }
      for (int lane = 0; lane < FrameBatch.COUNT; lane++) {
        out[lane * STRETCH + s] = (float) sum[lane];
      }
    }
  }

  private double output(float[] x, int at) {
    double sum = 0;
    for (int j = 0; j < taps.length; j++) {
      sum += taps[j] * x[at + j];
    }
    return sum;
  }

  @Override
  public void close() {}
}
