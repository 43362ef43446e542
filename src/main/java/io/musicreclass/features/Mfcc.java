package io.musicreclass.features;

import java.util.List;

/** Cepstral coefficients of the mel bands in dB (SPEC section 13). */
final class Mfcc {
  static final int COEFFICIENTS = 20;

  private static final int HALF = Mel.BANDS / 2;
  private static final double[][] COSINES = cosines();

  private Mfcc() {}

  /** Twenty rows over all frames of a song. */
  static double[][] of(List<SpectralBlock> blocks, int frames) {
    float loudest = Float.NEGATIVE_INFINITY;
    for (SpectralBlock block : blocks) {
      for (float v : block.mel) {
        loudest = v > loudest ? v : loudest;
      }
    }
    double floor = loudest - Decibels.RANGE;
    double[][] rows = new double[COEFFICIENTS][frames];
    double[] even = new double[HALF];
    double[] odd = new double[HALF];
    for (SpectralBlock block : blocks) {
      for (int j = 0; j < block.count; j++) {
        // Cosine i is symmetric about the middle for even i, antisymmetric for odd i.
        for (int b = 0; b < HALF; b++) {
          double left = Math.max(floor, block.mel[j * Mel.BANDS + b]);
          double right = Math.max(floor, block.mel[(j + 1) * Mel.BANDS - 1 - b]);
          even[b] = left + right;
          odd[b] = left - right;
        }
        for (int i = 0; i < COEFFICIENTS; i += 2) {
          rows[i][block.first + j] = dot(COSINES[i], even);
          rows[i + 1][block.first + j] = dot(COSINES[i + 1], odd);
        }
      }
    }
    return rows;
  }

  private static double dot(double[] w, double[] x) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    for (int i = 0; i < HALF; i += 4) {
      a += w[i] * x[i];
      b += w[i + 1] * x[i + 1];
      c += w[i + 2] * x[i + 2];
      d += w[i + 3] * x[i + 3];
    }
    return (a + b) + (c + d);
  }

  private static double[][] cosines() {
    double[][] c = new double[COEFFICIENTS][HALF];
    for (int i = 0; i < COEFFICIENTS; i++) {
      double scale = Math.sqrt((i == 0 ? 1.0 : 2.0) / Mel.BANDS);
      for (int j = 0; j < HALF; j++) {
        c[i][j] = scale * Math.cos(Math.PI * i * (2 * j + 1) / (2 * Mel.BANDS));
      }
    }
    return c;
  }
}
