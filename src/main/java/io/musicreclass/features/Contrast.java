package io.musicreclass.features;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Peaks and valleys of a frame in seven octave bands (SPEC section 12). */
final class Contrast {
  static final int BANDS = 7;

  private static final int[] FROM = {0, 18, 37, 74, 148, 297, 594, Spectrum.BINS};
  private static final int[] EXTREMES = {1, 1, 1, 2, 3, 6, 9};

  private final float[] low = new float[9];
  private final float[] high = new float[9];

  /** Peak of each band in dB, and valley of each band, of the last frame. */
  final double[] peak = new double[BANDS];

  final double[] valley = new double[BANDS];

  void of(double[] magnitude) {
    for (int band = 0; band < BANDS; band++) {
      int q = EXTREMES[band];
      extremes(magnitude, FROM[band], FROM[band + 1], q);
      valley[band] = Decibels.of(mean(low, q));
      peak[band] = Decibels.of(mean(high, q));
    }
  }

  /** Seven rows over all frames of a song: peaks above valleys in dB, each with its own floor. */
  static double[][] rows(List<SpectralBlock> blocks, int frames) {
    double peakFloor = loudest(blocks, b -> b.peak) - Decibels.RANGE;
    double valleyFloor = loudest(blocks, b -> b.valley) - Decibels.RANGE;
    double[][] rows = new double[BANDS][frames];
    for (SpectralBlock block : blocks) {
      for (int b = 0; b < BANDS; b++) {
        for (int j = 0; j < block.count; j++) {
          double peak = Math.max(peakFloor, block.peak[b][j]);
          double valley = Math.max(valleyFloor, block.valley[b][j]);
          rows[b][block.first + j] = peak - valley;
        }
      }
    }
    return rows;
  }

  private static double loudest(
      List<SpectralBlock> blocks, Function<SpectralBlock, double[][]> matrix) {
    return blocks.stream()
        .flatMap(block -> Arrays.stream(matrix.apply(block)))
        .flatMapToDouble(Arrays::stream)
        .max()
        .orElseThrow();
  }

  /**
   * Keeps the q smallest values in {@code low}, ascending, the q largest in {@code high},
   * descending. Spectra fall: from below the largest come first, from above the smallest, so that
   * little is moved.
   */
  private void extremes(double[] x, int from, int to, int q) {
    Arrays.fill(high, 0, q, -1);
    double limit = -1;
    for (int i = from; i < to; i++) {
      double v = x[i];
      if (v > limit) {
        int j = q - 1;
        for (; j > 0 && high[j - 1] < v; j--) {
          high[j] = high[j - 1];
        }
        high[j] = (float) v;
        limit = high[q - 1];
      }
    }
    Arrays.fill(low, 0, q, Float.POSITIVE_INFINITY);
    limit = Double.POSITIVE_INFINITY;
    for (int i = to - 1; i >= from; i--) {
      double v = x[i];
      if (v < limit) {
        int j = q - 1;
        for (; j > 0 && low[j - 1] > v; j--) {
          low[j] = low[j - 1];
        }
        low[j] = (float) v;
        limit = low[q - 1];
      }
    }
  }

  private static float mean(float[] values, int count) {
    float sum = 0;
    for (int i = 0; i < count; i++) {
      sum += values[i];
    }
    return sum / count;
  }
}
