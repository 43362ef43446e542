package io.musicreclass.features;

import io.musicreclass.features.loops.Loops;
import java.util.Arrays;

/** Zero crossing rate (SPEC section 10). */
final class ZeroCrossings {
  private ZeroCrossings() {}

  /**
   * The rate of each frame of a block. Beyond the song's ends, the reference repeats the edge
   * sample, which causes no crossings; the mirrored samples are therefore skipped.
   */
  static double[] rates(FrameBlock block) {
    float[] x = block.samples;
    int[] before = new int[x.length];
    int crossings = 0;
    for (int i = block.realFrom + 1; i < block.realTo; i++) {
      // Compares sign bits, as a branch on the signs would be mispredicted too often.
      int signs = Float.floatToRawIntBits(x[i - 1]) ^ Float.floatToRawIntBits(x[i]);
      crossings += signs >>> 31;
      before[i] = crossings;
    }
    Arrays.fill(before, block.realTo, before.length, crossings);
    double[] rates = new double[block.count];
    for (int j = 0; j < rates.length; j++) {
      int start = Loops.HOP * j;
      int inside = before[start + Loops.SIZE - 1] - before[start];
      rates[j] = (double) inside / Loops.SIZE;
    }
    return rates;
  }
}
