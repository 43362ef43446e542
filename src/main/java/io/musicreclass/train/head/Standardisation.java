package io.musicreclass.train.head;

import io.musicreclass.models.Card;
import java.util.Arrays;
import java.util.List;

/** The transform of each value, then mean 0 and deviation 1 over the rows it was fitted to. */
final class Standardisation {
  private final Transform transform;
  private final double[] mean;
  private final double[] scale;

  /** Fits mean and deviation of each column; a constant column is only shifted. */
  Standardisation(Transform transform, VectorTable table) {
    this.transform = transform;
    this.mean = new double[table.width()];
    this.scale = new double[table.width()];
    for (int c = 0; c < mean.length; c++) {
      double sum = 0;
      for (int i = 0; i < table.size(); i++) {
        sum += transform.apply(table.row(i)[c]);
      }
      mean[c] = sum / table.size();
      double squares = 0;
      for (int i = 0; i < table.size(); i++) {
        double off = transform.apply(table.row(i)[c]) - mean[c];
        squares += off * off;
      }
      double deviation = Math.sqrt(squares / table.size());
      scale[c] = deviation > 1e-12 * Math.abs(mean[c]) ? deviation : 1;
    }
  }

  Transform transform() {
    return transform;
  }

  int width() {
    return mean.length;
  }

  double mean(int column) {
    return mean[column];
  }

  double scale(int column) {
    return scale[column];
  }

  double[] apply(double[] row) {
    double[] x = new double[mean.length];
    for (int c = 0; c < x.length; c++) {
      x[c] = (transform.apply(row[c]) - mean[c]) / scale[c];
    }
    return x;
  }

  double[][] apply(VectorTable table) {
    double[][] rows = new double[table.size()][];
    Arrays.setAll(rows, i -> apply(table.row(i)));
    return rows;
  }

  /** The scaler for a card: of untransformed values. */
  Card.Scaler toCard() {
    return new Card.Scaler(list(mean), list(scale));
  }

  private static List<Double> list(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }
}
