package io.musicreclass.features;

import io.musicreclass.features.loops.Loops;
import java.util.Arrays;

/** Chroma filters for the power spectrum (SPEC section 8), and functions shared by chromagrams. */
final class Chroma {
  static final int CLASSES = Loops.CLASSES;

  /** Frames below this are not normalised: the smallest normal double. */
  static final double TINY = Double.MIN_NORMAL;

  private static final int C_IN_ROWS_FROM_A = 3;

  private Chroma() {}

  /** The filters' weights for a tuning in fractions of a semitone, with C as row 0. */
  static double[][] weights(double tuning) {
    double a0 = 440 * Math.pow(2, tuning / 12) / 16;
    double[] g = new double[Loops.SIZE];
    for (int k = 1; k < g.length; k++) {
      g[k] = CLASSES * Math.log(k * Loops.BIN_HZ / a0) / Math.log(2);
    }
    g[0] = g[1] - 1.5 * CLASSES;
    double[][] weights = new double[CLASSES][Loops.BINS];
    double[] column = new double[CLASSES];
    for (int k = 0; k < Loops.BINS; k++) {
      double width = Math.max(g[k + 1] - g[k], 1);
      double squares = 0;
      for (int p = 0; p < CLASSES; p++) {
        double d = g[k] - p + 10 * CLASSES + CLASSES / 2;
        double distance = d - CLASSES * Math.floor(d / CLASSES) - CLASSES / 2;
        column[p] = Math.exp(-0.5 * Math.pow(2 * distance / width, 2));
        squares += column[p] * column[p];
      }
      double octave = Math.exp(-0.5 * Math.pow((g[k] / CLASSES - 5) / 2, 2));
      for (int p = 0; p < CLASSES; p++) {
        double w = column[(p + C_IN_ROWS_FROM_A) % CLASSES] / Math.sqrt(squares);
        weights[p][k] = w * octave;
      }
    }
    return weights;
  }

  /** Divides each frame by its largest value. */
  static void normalise(double[][] rows) {
    for (int t = 0; t < rows[0].length; t++) {
      double max = 0;
      for (double[] row : rows) {
        max = Math.max(max, row[t]);
      }
      divide(rows, t, max);
    }
  }

  /** Divides one frame, unless the divisor is tiny. */
  static void divide(double[][] rows, int t, double divisor) {
    if (divisor >= TINY) {
      for (double[] row : rows) {
        row[t] /= divisor;
      }
    }
  }

  static double[][] copy(double[][] rows) {
    return Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
  }
}
