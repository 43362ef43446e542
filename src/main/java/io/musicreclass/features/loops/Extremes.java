package io.musicreclass.features.loops;

import io.musicreclass.features.dsp.Decibels;
import java.util.Arrays;

/** Peaks and valleys of a frame in seven octave bands (SPEC section 12). */
final class Extremes {
  private static final int[] FROM = {0, 18, 37, 74, 148, 297, 594, Loops.BINS};
  private static final int[] COUNTS = {1, 1, 1, 2, 3, 6, 9};

  /** Half a doubling of magnitude, in the bits of a float. */
  private static final int MARGIN = 1 << 22;

  /**
   * The bits of the magnitudes as floats, which sort like the magnitudes; then the same negated.
   */
  private final int[] keys = new int[Loops.BINS];

  private final int[] negated = new int[Loops.BINS];

  /** Largest keys of each band, descending; of {@link #negated}: smallest. Of the last frame. */
  private final int[][] high = extremes();

  private final int[][] low = extremes();

  /** Peak of each band in dB, and valley of each band, of the last frame. */
  final double[] peak = new double[Loops.CONTRAST_BANDS];

  final double[] valley = new double[Loops.CONTRAST_BANDS];

  private static int[][] extremes() {
    return Arrays.stream(COUNTS).mapToObj(int[]::new).toArray(int[][]::new);
  }

  void of(double[] magnitude) {
    for (int k = 0; k < Loops.BINS; k++) {
      keys[k] = Float.floatToRawIntBits((float) magnitude[k]);
      negated[k] = -keys[k];
    }
    for (int band = 0; band < Loops.CONTRAST_BANDS; band++) {
      select(keys, FROM[band], FROM[band + 1], high[band]);
      select(negated, FROM[band], FROM[band + 1], low[band]);
      peak[band] = Decibels.of(mean(high[band], 1));
      valley[band] = Decibels.of(mean(low[band], -1));
    }
  }

  /** The largest magnitude of the last frame. */
  float largest() {
    int largest = 0;
    for (int[] band : high) {
      largest = Math.max(largest, band[0]);
    }
    return Float.intBitsToFloat(largest);
  }

  /**
   * Puts the largest keys into {@code top}. Neighbouring frames are similar: keys well below the
   * smallest one selected in the previous frame are skipped, unless too few are left.
   */
  private static void select(int[] x, int from, int to, int[] top) {
    int likely = top[top.length - 1] - MARGIN;
    if (keep(x, from, to, top, likely) < top.length) {
      keep(x, from, to, top, Integer.MIN_VALUE);
    }
  }

  /** Selects the largest keys above a limit; returns the number of keys above it. */
  private static int keep(int[] x, int from, int to, int[] top, int above) {
    Arrays.fill(top, Integer.MIN_VALUE);
    int limit = above;
    int met = 0;
    for (int i = from; i < to; i++) {
      if (x[i] > limit) {
        int carried = x[i];
        // Compares without branches, as branches on spectra are hard to predict.
        for (int j = 0; j < top.length; j++) {
          int kept = top[j];
          top[j] = Math.max(kept, carried);
          carried = Math.min(kept, carried);
        }
        limit = Math.max(limit, top[top.length - 1]);
        met++;
      }
    }
    return met;
  }

  private static float mean(int[] top, int sign) {
    float sum = 0;
    for (int key : top) {
      sum += Float.intBitsToFloat(sign * key);
    }
    return sum / top.length;
  }
}
