package io.musicreclass.train.extra;

import io.musicreclass.models.Card;
import io.musicreclass.train.method.TrainingRows;
import java.util.Arrays;

/** Means and deviations of columns; a constant column is only shifted. */
final class Standardiser {
  private final double[] mean;
  private final double[] scale;

  /** Those of these rows. */
  Standardiser(TrainingRows rows) {
    int width = rows.width();
    int n = rows.rows().length;
    mean = new double[width];
    scale = new double[width];
    for (double[] row : rows.rows()) {
      for (int c = 0; c < width; c++) {
        mean[c] += row[c] / n;
      }
    }
    for (double[] row : rows.rows()) {
      for (int c = 0; c < width; c++) {
        scale[c] += (row[c] - mean[c]) * (row[c] - mean[c]) / n;
      }
    }
    for (int c = 0; c < width; c++) {
      double deviation = Math.sqrt(scale[c]);
      scale[c] = deviation > 1e-12 * Math.abs(mean[c]) ? deviation : 1;
    }
  }

  /** A standardised copy of a row. */
  double[] apply(double[] row) {
    double[] x = new double[row.length];
    for (int c = 0; c < x.length; c++) {
      x[c] = (row[c] - mean[c]) / scale[c];
    }
    return x;
  }

  /** For a head's card: the program does the same. */
  Card.Scaler toCard() {
    return new Card.Scaler(
        Arrays.stream(mean).boxed().toList(), Arrays.stream(scale).boxed().toList());
  }
}
