package io.musicreclass.train.method;

import io.musicreclass.train.Logits;
import io.musicreclass.train.SplitMix64;
import java.util.Arrays;

/** The values of a network for some rows, and their gradients. Of one thread. */
final class MlpBatch {
  private final MlpNetwork network;

  /** Inputs, each hidden layer's units, outputs: for each row of the batch. */
  private final float[][][] values;

  private final float[][][] gradients;
  private final RowProducts products;

  /** For at most this many rows. */
  MlpBatch(MlpNetwork network, int rows) {
    this.network = network;
    int count = network.layers().size() + 1;
    this.values = new float[count][][];
    this.gradients = new float[count][][];
    for (int i = 0; i < count; i++) {
      values[i] = new float[rows][network.width(i)];
      gradients[i] = new float[i == 0 ? 0 : rows][network.width(i)];
    }
    this.products = new RowProducts(Math.max(RowProducts.BLOCK, rows));
  }

  /** The inputs of a row, to be filled in. */
  float[] input(int row) {
    return values[0][row];
  }

  /** The outputs of a row. */
  double[] logits(int row) {
    float[] z = values[values.length - 1][row];
    double[] logits = new double[z.length];
    Arrays.setAll(logits, i -> z[i]);
    return logits;
  }

  /** Computes the outputs of the first rows. */
  void forward(int rows) {
    forward(rows, 0, SplitMix64.of(0, 0));
  }

  /**
   * Computes the outputs, with dropout.
   *
   * @param dropout share of the hidden units that are 0; the others are scaled up
   */
  void forward(int rows, double dropout, SplitMix64 random) {
    int last = network.layers().size() - 1;
    for (int i = 0; i <= last; i++) {
      network.layers().get(i).forward(values[i], values[i + 1], rows, products);
      for (int row = 0; row < rows && i < last; row++) {
        rectify(values[i + 1][row]);
        if (dropout > 0) {
          drop(values[i + 1][row], dropout, random);
        }
      }
    }
  }

  private static void rectify(float[] units) {
    for (int j = 0; j < units.length; j++) {
      units[j] = Math.max(0, units[j]);
    }
  }

  /** Four units share the 64 bits of a random number. */
  private static void drop(float[] units, double dropout, SplitMix64 random) {
    int dropped = (int) Math.round(dropout * (1 << 16));
    float scale = (float) (1 / (1 - dropout));
    long bits = 0;
    for (int j = 0; j < units.length; j++) {
      bits = j % 4 == 0 ? random.next() : bits >>> 16;
      units[j] *= (bits & 0xffff) < dropped ? 0 : scale;
    }
  }

  /**
   * Computes the gradient of the rows' mean weighted cross-entropy, after {@link #forward}.
   *
   * @param dropout as it was there
   * @return the sum of the rows' weighted cross-entropies
   */
  double backward(int rows, int[] labels, double[] weights, double dropout) {
    int last = network.layers().size();
    double loss = 0;
    for (int row = 0; row < rows; row++) {
      double[] p = Logits.softmax(logits(row), 1);
      loss -= weights[row] * StrictMath.log(Math.max(p[labels[row]], Double.MIN_NORMAL));
      p[labels[row]] -= 1;
      for (int g = 0; g < p.length; g++) {
        gradients[last][row][g] = (float) (p[g] * weights[row] / rows);
      }
    }
    float scale = (float) (1 / (1 - dropout));
    for (int i = last; i > 0; i--) {
      MlpLayer layer = network.layers().get(i - 1);
      layer.backward(values[i - 1], gradients[i], rows, products);
      if (i > 1) {
        layer.backwardToInputs(gradients[i], gradients[i - 1], rows, products);
        for (int row = 0; row < rows; row++) {
          passed(gradients[i - 1][row], values[i - 1][row], scale);
        }
      }
    }
    return loss;
  }

  /** Only units above 0 have passed anything on. */
  private static void passed(float[] gradient, float[] units, float scale) {
    for (int j = 0; j < units.length; j++) {
      gradient[j] = units[j] > 0 ? gradient[j] * scale : 0;
    }
  }
}
