package io.musicreclass.train.method;

import io.musicreclass.models.Card;
import java.util.Arrays;
import java.util.List;

/** Mean and deviation of each column of some rows. A constant column is only shifted. */
final class RowScaling {
  private final double[] mean;
  private final double[] scale;

  RowScaling(double[][] rows) {
    this.mean = new double[rows[0].length];
    this.scale = new double[rows[0].length];
    for (double[] row : rows) {
      for (int c = 0; c < mean.length; c++) {
        mean[c] += row[c] / rows.length;
      }
    }
    for (double[] row : rows) {
      for (int c = 0; c < mean.length; c++) {
        double off = row[c] - mean[c];
        scale[c] += off * off / rows.length;
      }
    }
    for (int c = 0; c < mean.length; c++) {
      double deviation = Math.sqrt(scale[c]);
      scale[c] = deviation > 1e-9 * Math.abs(mean[c]) ? deviation : 1;
    }
  }

  /** Writes a standardised row. */
  void apply(double[] row, float[] to) {
    for (int c = 0; c < to.length; c++) {
      to[c] = (float) ((row[c] - mean[c]) / scale[c]);
    }
  }

  Card.Scaler toCard() {
    return new Card.Scaler(list(mean), list(scale));
  }

  private static List<Double> list(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }
}
