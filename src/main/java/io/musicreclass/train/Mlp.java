package io.musicreclass.train;

import java.util.Arrays;

/**
 * A network with one hidden layer of ReLUs, and its gradient. Float arithmetic in a fixed order, so
 * the same steps give the same bits on every machine; all long loops add a multiple of one row to
 * another, which compilers vectorise without changing results.
 */
final class Mlp {
  private final int width;
  private final int hidden;
  private final int genres;

  /** Row-major: {@code first} [width + 1, hidden], {@code second} [hidden + 1, genres]. */
  private final float[] first;

  private final float[] second;

  private Mlp(int width, int hidden, int genres, float[] first, float[] second) {
    this.width = width;
    this.hidden = hidden;
    this.genres = genres;
    this.first = first;
    this.second = second;
  }

  /** All weights 0. */
  Mlp(int width, int hidden, int genres) {
    this(width, hidden, genres, new float[(width + 1) * hidden], new float[(hidden + 1) * genres]);
  }

  /** Random weights (He et al. 2015), with hidden biases of this standard deviation. */
  static Mlp random(int width, int hidden, int genres, double biasDeviation, SplitMix64 random) {
    Mlp mlp = new Mlp(width, hidden, genres);
    for (int i = 0; i < mlp.first.length; i++) {
      double deviation = i < width * hidden ? Math.sqrt(2.0 / width) : biasDeviation;
      mlp.first[i] = (float) (deviation * random.normal());
    }
    for (int i = 0; i < hidden * genres; i++) {
      mlp.second[i] = (float) (Math.sqrt(2.0 / hidden) * random.normal());
    }
    return mlp;
  }

  Mlp copy() {
    return new Mlp(width, hidden, genres, first.clone(), second.clone());
  }

  double[] logits(float[] x) {
    return output(activations(x));
  }

  private float[] activations(float[] x) {
    float[] h = Arrays.copyOfRange(first, width * hidden, first.length);
    for (int i = 0; i < width; i++) {
      add(x[i], first, i * hidden, h, 0, hidden);
    }
    for (int j = 0; j < hidden; j++) {
      h[j] = Math.max(0, h[j]);
    }
    return h;
  }

  private double[] output(float[] h) {
    float[] z = Arrays.copyOfRange(second, hidden * genres, second.length);
    for (int j = 0; j < hidden; j++) {
      add(h[j], second, j * genres, z, 0, genres);
    }
    double[] logits = new double[genres];
    for (int g = 0; g < genres; g++) {
      logits[g] = z[g];
    }
    return logits;
  }

  /** Adds the gradient of one track's cross-entropy to {@code gradient}. */
  void backward(float[] x, int label, Mlp gradient) {
    float[] h = activations(x);
    double[] p = Logits.softmax(output(h), 1);
    float[] dz = new float[genres];
    for (int g = 0; g < genres; g++) {
      dz[g] = (float) (p[g] - (g == label ? 1 : 0));
    }
    float[] dh = new float[hidden];
    for (int j = 0; j < hidden; j++) {
      if (h[j] > 0) {
        add(h[j], dz, 0, gradient.second, j * genres, genres);
        for (int g = 0; g < genres; g++) {
          dh[j] += second[j * genres + g] * dz[g];
        }
      }
    }
    add(1, dz, 0, gradient.second, hidden * genres, genres);
    for (int i = 0; i < width; i++) {
      add(x[i], dh, 0, gradient.first, i * hidden, hidden);
    }
    add(1, dh, 0, gradient.first, width * hidden, hidden);
  }

  /** this = this * keep + other * factor. */
  void blend(float keep, Mlp other, float factor) {
    blend(first, keep, other.first, factor);
    blend(second, keep, other.second, factor);
  }

  private static void blend(float[] to, float keep, float[] from, float factor) {
    for (int i = 0; i < to.length; i++) {
      to[i] = to[i] * keep + from[i] * factor;
    }
  }

  private static void add(float factor, float[] from, int a, float[] to, int b, int n) {
    for (int i = 0; i < n; i++) {
      to[b + i] += factor * from[a + i];
    }
  }

  int hidden() {
    return hidden;
  }

  /** Weight from an input to a hidden unit; input {@code width} is the bias. */
  float first(int input, int unit) {
    return first[input * hidden + unit];
  }

  /** Weight from a hidden unit to a genre; unit {@code hidden} is the bias. */
  float second(int unit, int genre) {
    return second[unit * genres + genre];
  }
}
