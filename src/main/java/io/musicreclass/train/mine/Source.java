package io.musicreclass.train.mine;

import io.musicreclass.models.HeadInput;
import io.musicreclass.models.ModelPackage;

/** What a model gives for all songs: standardised in place, as there is no room for a copy. */
final class Source {
  private final ModelPackage model;
  private final HeadInput part;
  private final float[][] rows;
  private final double[] mean;
  private final double[] scale;

  /**
   * Of a model.
   *
   * @param rows of all songs; they will be changed
   */
  Source(ModelPackage model, float[][] rows) {
    this.model = model;
    this.part = part(model);
    this.rows = rows;
    this.mean = new double[part.width()];
    this.scale = new double[part.width()];
  }

  /** The part of a model's output that heads take. */
  static HeadInput part(ModelPackage model) {
    return HeadInput.of(model, HeadInput.Output.EMBEDDING);
  }

  /** Its name on the command line. */
  String name() {
    return part.name();
  }

  ModelPackage model() {
    return model;
  }

  int width() {
    return part.width();
  }

  boolean isFeatures() {
    return model.encoder().isEmpty();
  }

  float[][] rows() {
    return rows;
  }

  double mean(int column) {
    return mean[column];
  }

  double scale(int column) {
    return scale[column];
  }

  /** Gives the training rows mean 0 and deviation 1; the others are changed in the same way. */
  void standardise(int[] training) {
    for (int row : training) {
      for (int c = 0; c < mean.length; c++) {
        mean[c] += rows[row][c] / (double) training.length;
      }
    }
    double[] squares = new double[mean.length];
    for (int row : training) {
      for (int c = 0; c < mean.length; c++) {
        double off = rows[row][c] - mean[c];
        squares[c] += off * off / training.length;
      }
    }
    for (int c = 0; c < scale.length; c++) {
      double deviation = Math.sqrt(squares[c]);
      scale[c] = deviation > 1e-6 * Math.abs(mean[c]) ? deviation : 1;
    }
    for (float[] row : rows) {
      for (int c = 0; c < row.length; c++) {
        row[c] = (float) ((row[c] - mean[c]) / scale[c]);
      }
    }
  }
}
