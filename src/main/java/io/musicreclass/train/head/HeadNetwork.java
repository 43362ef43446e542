package io.musicreclass.train.head;

import io.musicreclass.train.Logits;
import io.musicreclass.train.SplitMix64;
import java.util.Arrays;

/**
 * A network from standardised inputs to logits, with one hidden layer of ReLUs or none, in double
 * precision. Its parameters lie in one array: for each layer the weights, row-major [inputs,
 * outputs], then the biases.
 */
final class HeadNetwork {
  /**
   * Inputs or rows that are added to sums together, which saves memory traffic. The order of the
   * additions is that of one by one, so the results are the same to the last bit.
   */
  private static final int BLOCK = 4;

  private final int width;
  private final int hidden;
  private final int genres;

  /**
   * The shape of a network.
   *
   * @param hidden units of the hidden layer; 0: none
   */
  HeadNetwork(int width, int hidden, int genres) {
    this.width = width;
    this.hidden = hidden;
    this.genres = genres;
  }

  private int last() {
    return hidden == 0 ? width : hidden;
  }

  private int secondLayer() {
    return hidden == 0 ? 0 : (width + 1) * hidden;
  }

  /** Number of parameters. */
  int size() {
    return secondLayer() + (last() + 1) * genres;
  }

  /** Initial parameters: zeros without a hidden layer, otherwise random (Glorot, Bengio 2010). */
  double[] initial(SplitMix64 random) {
    double[] parameters = new double[size()];
    if (hidden > 0) {
      fill(parameters, 0, width, hidden, random);
      fill(parameters, secondLayer(), hidden, genres, random);
    }
    return parameters;
  }

  private static void fill(double[] to, int from, int inputs, int outputs, SplitMix64 random) {
    double deviation = Math.sqrt(2.0 / (inputs + outputs));
    for (int i = 0; i < inputs * outputs; i++) {
      to[from + i] = deviation * random.normal();
    }
  }

  /** The logits of a standardised row. */
  double[] logits(double[] parameters, double[] x) {
    return layer(parameters, secondLayer(), last(), genres, activations(parameters, x));
  }

  private double[] activations(double[] parameters, double[] x) {
    if (hidden == 0) {
      return x;
    }
    double[] h = layer(parameters, 0, width, hidden, x);
    for (int j = 0; j < hidden; j++) {
      h[j] = Math.max(0, h[j]);
    }
    return h;
  }

  private static double[] layer(double[] p, int from, int inputs, int outputs, double[] x) {
    double[] z = new double[outputs];
    System.arraycopy(p, from + inputs * outputs, z, 0, outputs);
    int i = 0;
    for (; i + BLOCK <= inputs; i += BLOCK) {
      int a = from + i * outputs;
      int b = a + outputs;
      int c = b + outputs;
      int d = c + outputs;
      for (int j = 0; j < outputs; j++) {
        z[j] =
            z[j]
                + x[i] * p[a + j]
                + x[i + 1] * p[b + j]
                + x[i + 2] * p[c + j]
                + x[i + 3] * p[d + j];
      }
    }
    for (; i < inputs; i++) {
      for (int j = 0; j < outputs; j++) {
        z[j] += x[i] * p[from + i * outputs + j];
      }
    }
    return z;
  }

  /**
   * The weighted mean of the rows' cross-entropy, and half the decay times the squared difference
   * of the weights from their centre.
   *
   * @param x standardised rows
   * @param weights of the rows
   * @param decay 0 or above; biases are not penalised
   * @param centre one number for each parameter
   */
  Objective loss(double[][] x, int[] labels, double[] weights, double decay, double[] centre) {
    return (parameters, gradient) -> {
      Arrays.fill(gradient, 0);
      double loss = 0;
      for (int from = 0; from < x.length; from += BLOCK) {
        Rows rows = new Rows(Math.min(BLOCK, x.length - from));
        for (int r = 0; r < rows.count; r++) {
          loss +=
              rows.compute(
                  r, parameters, x[from + r], labels[from + r], weights[from + r] / x.length);
        }
        rows.backward(gradient);
      }
      loss += penalty(parameters, gradient, centre, 0, width * hidden, decay);
      return loss + penalty(parameters, gradient, centre, secondLayer(), last() * genres, decay);
    };
  }

  /** Some rows of the table, of which the gradient is added in one pass over the parameters. */
  private final class Rows {
    final int count;
    final double[][] x = new double[BLOCK][];
    final double[][] h = new double[BLOCK][];

    /** The loss's derivatives with respect to the hidden units and to the logits. */
    final double[][] dh = new double[BLOCK][];

    final double[][] dz = new double[BLOCK][];

    Rows(int count) {
      this.count = count;
    }

    /** Computes a row and returns its weighted cross-entropy. */
    double compute(int r, double[] parameters, double[] row, int label, double weight) {
      x[r] = row;
      h[r] = activations(parameters, row);
      double[] p = Logits.softmax(layer(parameters, secondLayer(), last(), genres, h[r]), 1);
      double loss = -weight * StrictMath.log(Math.max(p[label], Double.MIN_NORMAL));
      p[label] -= 1;
      for (int g = 0; g < genres; g++) {
        p[g] *= weight;
      }
      dz[r] = p;
      dh[r] = new double[hidden];
      for (int j = 0; j < hidden; j++) {
        for (int g = 0; g < genres && h[r][j] > 0; g++) {
          dh[r][j] += parameters[secondLayer() + j * genres + g] * p[g];
        }
      }
      return loss;
    }

    void backward(double[] gradient) {
      backward(gradient, secondLayer(), last(), genres, h, dz);
      if (hidden > 0) {
        backward(gradient, 0, width, hidden, x, dh);
      }
    }

    private void backward(
        double[] gradient, int from, int inputs, int outputs, double[][] x, double[][] dz) {
      for (int i = 0; i < inputs; i++) {
        int at = from + i * outputs;
        if (count == BLOCK) {
          add(x[0][i], dz[0], x[1][i], dz[1], x[2][i], dz[2], x[3][i], dz[3], gradient, at);
        } else {
          for (int r = 0; r < count; r++) {
            add(x[r][i], dz[r], gradient, at);
          }
        }
      }
      for (int r = 0; r < count; r++) {
        add(1, dz[r], gradient, from + inputs * outputs);
      }
    }
  }

  private static double penalty(
      double[] p, double[] gradient, double[] centre, int from, int count, double decay) {
    double squares = 0;
    for (int i = from; i < from + count; i++) {
      double off = p[i] - centre[i];
      squares += off * off;
      gradient[i] += decay * off;
    }
    return decay * squares / 2;
  }

  private static void add(double factor, double[] from, double[] to, int at) {
    for (int i = 0; i < from.length; i++) {
      to[at + i] += factor * from[i];
    }
  }

  /** Four additions in their order, which reads and writes the sums once. */
  private static void add(
      double factor0,
      double[] from0,
      double factor1,
      double[] from1,
      double factor2,
      double[] from2,
      double factor3,
      double[] from3,
      double[] to,
      int at) {
    for (int i = 0; i < from0.length; i++) {
      to[at + i] =
          to[at + i]
              + factor0 * from0[i]
              + factor1 * from1[i]
              + factor2 * from2[i]
              + factor3 * from3[i];
    }
  }

  /** Weight from an input to a unit of the first layer; input {@code width} is the bias. */
  double first(double[] parameters, int input, int unit) {
    return parameters[input * (hidden == 0 ? genres : hidden) + unit];
  }

  /** Weight from a unit of the hidden layer to a genre; unit {@code hidden} is the bias. */
  double second(double[] parameters, int unit, int genre) {
    return parameters[secondLayer() + unit * genres + genre];
  }
}
