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
    for (int i = 0; i < inputs; i++) {
      add(x[i], p, from + i * outputs, z, 0, outputs);
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
      for (int i = 0; i < x.length; i++) {
        loss += row(parameters, gradient, x[i], labels[i], weights[i] / x.length);
      }
      loss += penalty(parameters, gradient, centre, 0, width * hidden, decay);
      return loss + penalty(parameters, gradient, centre, secondLayer(), last() * genres, decay);
    };
  }

  private double row(double[] parameters, double[] gradient, double[] x, int label, double weight) {
    double[] h = activations(parameters, x);
    double[] p = Logits.softmax(layer(parameters, secondLayer(), last(), genres, h), 1);
    double loss = -weight * StrictMath.log(Math.max(p[label], Double.MIN_NORMAL));
    p[label] -= 1;
    for (int g = 0; g < genres; g++) {
      p[g] *= weight;
    }
    backward(gradient, secondLayer(), last(), genres, h, p);
    if (hidden > 0) {
      double[] dh = new double[hidden];
      for (int j = 0; j < hidden; j++) {
        for (int g = 0; g < genres && h[j] > 0; g++) {
          dh[j] += parameters[secondLayer() + j * genres + g] * p[g];
        }
      }
      backward(gradient, 0, width, hidden, x, dh);
    }
    return loss;
  }

  private static void backward(
      double[] gradient, int from, int inputs, int outputs, double[] x, double[] dz) {
    for (int i = 0; i < inputs; i++) {
      add(x[i], dz, 0, gradient, from + i * outputs, outputs);
    }
    add(1, dz, 0, gradient, from + inputs * outputs, outputs);
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

  private static void add(double factor, double[] from, int a, double[] to, int b, int n) {
    for (int i = 0; i < n; i++) {
      to[b + i] += factor * from[a + i];
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
