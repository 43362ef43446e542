package io.musicreclass.features;

import io.musicreclass.features.loops.Loops;

/** Zero crossing rate (SPEC section 10). */
final class ZeroCrossings {
  private static final int FRAME_HOPS = Loops.SIZE / Loops.HOP;

  private ZeroCrossings() {}

  /**
   * The rate of each frame of a block. Beyond the song's ends, the reference repeats the edge
   * sample, which causes no crossings; the mirrored samples are therefore skipped.
   */
  static double[] rates(FrameBlock block) {
    int[] before = new int[block.count + FRAME_HOPS];
    for (int h = 1; h < before.length; h++) {
      before[h] = before[h - 1] + crossings(block, Loops.HOP * (h - 1), Loops.HOP * h);
    }
    double[] rates = new double[block.count];
    for (int j = 0; j < rates.length; j++) {
      int start = Loops.HOP * j;
      // Whether its first sample differs from the one before it is no matter of a frame.
      int inside = before[j + FRAME_HOPS] - before[j] - crossings(block, start, start + 1);
      rates[j] = (double) inside / Loops.SIZE;
    }
    return rates;
  }

  /** How many samples from {@code from} to {@code to} have another sign than the one before. */
  private static int crossings(FrameBlock block, int from, int to) {
    float[] x = block.samples;
    int end = Math.min(to, block.realTo);
    int crossings = 0;
    for (int i = Math.max(from, block.realFrom + 1); i < end; i++) {
      // Compares sign bits, as a branch on the signs would be mispredicted too often.
      int signs = Float.floatToRawIntBits(x[i - 1]) ^ Float.floatToRawIntBits(x[i]);
      crossings += signs >>> 31;
    }
    return crossings;
  }
}
