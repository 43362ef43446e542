package io.musicreclass.features;

import io.musicreclass.features.dsp.Decibels;
import io.musicreclass.features.dsp.Filterbank;
import io.musicreclass.features.dsp.FrameBatch;
import io.musicreclass.features.loops.Loops;
import java.util.List;

/** Cepstral coefficients of the mel bands in dB (SPEC section 13). */
final class Mfcc {
  static final int COEFFICIENTS = 20;

  private static final int HALF = Mel.BANDS / 2;
  private static final Filterbank EVEN = new Filterbank(cosines(0));
  private static final Filterbank ODD = new Filterbank(cosines(1));

  private Mfcc() {}

  /** Twenty rows over all frames of a song. */
  static double[][] of(List<SpectralBlock> blocks, int frames) {
    float loudest = Float.NEGATIVE_INFINITY;
    for (SpectralBlock block : blocks) {
      for (int b = 0; b < Mel.BANDS; b++) {
        for (int j = 0; j < block.count; j++) {
          loudest = Math.max(loudest, block.values.mel[b * Loops.LANES + j]);
        }
      }
    }
    double floor = loudest - Decibels.RANGE;
    double[][] rows = new double[COEFFICIENTS][frames];
    double[][] even = FrameBatch.rows(HALF);
    double[][] odd = FrameBatch.rows(HALF);
    double[][] coefficients = FrameBatch.rows(COEFFICIENTS);
    for (SpectralBlock block : blocks) {
      // Cosine i is symmetric about the middle for even i, antisymmetric for odd i.
      for (int b = 0; b < HALF; b++) {
        int low = b * Loops.LANES;
        int high = (Mel.BANDS - 1 - b) * Loops.LANES;
        for (int j = 0; j < block.count; j++) {
          double left = Math.max(floor, block.values.mel[low + j]);
          double right = Math.max(floor, block.values.mel[high + j]);
          even[b][j] = left + right;
          odd[b][j] = left - right;
        }
      }
      EVEN.apply(even, coefficients);
      ODD.apply(odd, coefficients);
      for (int i = 0; i < COEFFICIENTS; i++) {
        System.arraycopy(coefficients[i], 0, rows[i], block.first, block.count);
      }
    }
    return rows;
  }

  /** The cosines of every other coefficient; the rows between stay zero. */
  private static double[][] cosines(int first) {
    double[][] c = new double[COEFFICIENTS][HALF];
    for (int i = first; i < COEFFICIENTS; i += 2) {
      double scale = Math.sqrt((i == 0 ? 1.0 : 2.0) / Mel.BANDS);
      for (int j = 0; j < HALF; j++) {
        c[i][j] = scale * Math.cos(Math.PI * i * (2 * j + 1) / (2 * Mel.BANDS));
      }
    }
    return c;
  }
}
