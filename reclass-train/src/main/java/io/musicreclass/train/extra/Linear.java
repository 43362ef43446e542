package io.musicreclass.train.extra;

import org.tribuo.ImmutableOutputInfo;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.linear.LinearSGDModel;
import org.tribuo.math.la.DenseMatrix;

/** Weights and a bias for each genre, row-major [genres, width]. */
final class Linear {
  /** The bias of a genre without rows: it is never predicted. */
  private static final double NEVER = -100;

  private final double[][] weights;
  private final double[] bias;

  private Linear(double[][] weights, double[] bias) {
    this.weights = weights;
    this.bias = bias;
  }

  /** Those of a model. */
  static Linear of(LinearSGDModel model, int width, int genres) {
    DenseMatrix matrix = model.getWeightsCopy();
    ImmutableOutputInfo<Label> labels = model.getOutputIDInfo();
    double[][] weights = new double[genres][width];
    double[] bias = new double[genres];
    for (int genre = 0; genre < genres; genre++) {
      int row = labels.getID(TribuoData.label(genre));
      bias[genre] = row < 0 ? NEVER : matrix.get(row, width);
      for (int c = 0; c < width && row >= 0; c++) {
        weights[genre][c] = matrix.get(row, c);
      }
    }
    return new Linear(weights, bias);
  }

  /** The logits of a standardised row. */
  double[] logits(double[] x) {
    double[] logits = bias.clone();
    for (int genre = 0; genre < logits.length; genre++) {
      for (int c = 0; c < x.length; c++) {
        logits[genre] += weights[genre][c] * x[c];
      }
    }
    return logits;
  }

  /** The weights divided by a number, as a layer takes them. */
  float[] weights(double temperature) {
    int width = weights[0].length;
    float[] all = new float[weights.length * width];
    for (int i = 0; i < all.length; i++) {
      all[i] = (float) (weights[i / width][i % width] / temperature);
    }
    return all;
  }

  /** The same of the biases. */
  float[] bias(double temperature) {
    float[] all = new float[bias.length];
    for (int genre = 0; genre < all.length; genre++) {
      all[genre] = (float) (bias[genre] / temperature);
    }
    return all;
  }

  int width() {
    return weights[0].length;
  }
}
