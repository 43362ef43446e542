package io.musicreclass.train.mine;

import io.musicreclass.train.Logits;
import io.musicreclass.train.head.Lbfgs;
import io.musicreclass.train.head.Objective;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Multinomial logistic regression on many rows of floats. Its parameters lie in one array: the
 * weights of each genre, then the biases. Rows are summed in parts of fixed bounds, so the number
 * of threads does not change the result.
 */
final class Regression {
  private static final int PARTS = 8;

  private final float[][] rows;
  private final int[] labels;
  private final int genres;
  private final int threads;
  private final Runnable check;

  /**
   * The arrays are shared: nobody may change them.
   *
   * @param rows standardised
   * @param threads that may work at the same time
   * @param check called often; may throw to end the training
   */
  Regression(float[][] rows, int[] labels, int genres, int threads, Runnable check) {
    this.rows = rows;
    this.labels = labels;
    this.genres = genres;
    this.threads = threads;
    this.check = check;
  }

  /** What a part of the rows adds. */
  private static final class Sum {
    private final double[] gradient;
    private double loss;

    Sum(int size) {
      gradient = new double[size];
    }
  }

  private int width() {
    return rows[0].length;
  }

  /** Number of parameters. */
  int size() {
    return genres * (width() + 1);
  }

  /**
   * The parameters of least loss.
   *
   * @param c inverse strength of the penalty on squared weights: the sum of losses counts c times
   * @param start where the search begins
   */
  double[] fit(double c, double[] start, Lbfgs minimiser) {
    return minimiser.minimise(loss(1 / (c * rows.length)), start);
  }

  private Objective loss(double decay) {
    return (point, gradient) -> {
      check.run();
      float[] weights = new float[point.length];
      for (int i = 0; i < point.length; i++) {
        weights[i] = (float) point[i];
      }
      Arrays.fill(gradient, 0);
      double loss = 0;
      IntStream parts = IntStream.range(0, PARTS);
      Sum[] sums =
          (threads > 1 ? parts.parallel() : parts)
              .mapToObj(part -> sum(part, weights))
              .toArray(Sum[]::new);
      for (Sum sum : sums) {
        loss += sum.loss / rows.length;
        for (int i = 0; i < gradient.length; i++) {
          gradient[i] += sum.gradient[i] / rows.length;
        }
      }
      for (int i = 0; i < genres * width(); i++) {
        loss += decay * point[i] * point[i] / 2;
        gradient[i] += decay * point[i];
      }
      return loss;
    };
  }

  private Sum sum(int part, float[] weights) {
    int from = (int) ((long) part * rows.length / PARTS);
    int to = (int) ((long) (part + 1) * rows.length / PARTS);
    Sum sum = new Sum(weights.length);
    float[] columns = new float[width() * FloatRows.BLOCK];
    float[] outputs = new float[genres * FloatRows.BLOCK];
    float[] gradient = new float[genres * width()];
    for (int start = from; start < to; start += FloatRows.BLOCK) {
      int count = Math.min(FloatRows.BLOCK, to - start);
      FloatRows.transpose(rows, start, count, columns);
      FloatRows.forward(columns, width(), genres, weights, outputs);
      for (int i = 0; i < count; i++) {
        sum.loss += differences(outputs, i, labels[start + i], sum.gradient);
      }
      Arrays.fill(gradient, 0);
      FloatRows.backward(rows, start, count, outputs, genres, gradient);
      for (int i = 0; i < gradient.length; i++) {
        sum.gradient[i] += gradient[i];
      }
    }
    return sum;
  }

  /** Replaces a row's outputs by their differences from the truth; returns its loss. */
  private double differences(float[] outputs, int row, int label, double[] gradient) {
    double[] p = new double[genres];
    for (int k = 0; k < genres; k++) {
      p[k] = outputs[k * FloatRows.BLOCK + row];
    }
    p = Logits.softmax(p, 1);
    double loss = -StrictMath.log(Math.max(p[label], Double.MIN_NORMAL));
    p[label] -= 1;
    for (int k = 0; k < genres; k++) {
      outputs[k * FloatRows.BLOCK + row] = (float) p[k];
      gradient[genres * width() + k] += p[k];
    }
    return loss;
  }

  /** The logits of a standardised row. */
  static double[] logits(double[] parameters, float[] row, int genres) {
    double[] z = new double[genres];
    for (int k = 0; k < genres; k++) {
      double sum = parameters[genres * row.length + k];
      for (int c = 0; c < row.length; c++) {
        sum += parameters[k * row.length + c] * row[c];
      }
      z[k] = sum;
    }
    return z;
  }
}
