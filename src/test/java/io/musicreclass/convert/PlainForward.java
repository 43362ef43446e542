package io.musicreclass.convert;

import io.musicreclass.convert.read.TorchFiles;

/** Layers as plain loops in double precision, for comparison with networks. */
final class PlainForward {
  private final TorchFiles weights;

  PlainForward(TorchFiles weights) {
    this.weights = weights;
  }

  double[][] linear(double[][] x, String name) {
    float[] w = weights.values(name + ".weight");
    float[] b = weights.values(name + ".bias");
    double[][] y = new double[x.length][b.length];
    for (int t = 0; t < x.length; t++) {
      for (int o = 0; o < b.length; o++) {
        double sum = b[o];
        for (int i = 0; i < x[t].length; i++) {
          sum += x[t][i] * w[o * x[t].length + i];
        }
        y[t][o] = sum;
      }
    }
    return y;
  }

  double[][] layerNorm(double[][] x, String name, double epsilon) {
    double[][] y = new double[x.length][];
    for (int t = 0; t < x.length; t++) {
      y[t] = normed(x[t], epsilon);
      for (int i = 0; i < y[t].length; i++) {
        y[t][i] = y[t][i] * weights.values(name + ".weight")[i] + weights.values(name + ".bias")[i];
      }
    }
    return y;
  }

  static double[] normed(double[] x, double epsilon) {
    double mean = 0;
    double variance = 0;
    for (double value : x) {
      mean += value / x.length;
    }
    for (double value : x) {
      variance += (value - mean) * (value - mean) / x.length;
    }
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = (x[i] - mean) / Math.sqrt(variance + epsilon);
    }
    return y;
  }

  static double[][] gelu(double[][] x) {
    double[][] y = new double[x.length][];
    for (int t = 0; t < x.length; t++) {
      y[t] = new double[x[t].length];
      for (int i = 0; i < x[t].length; i++) {
        y[t][i] = x[t][i] / 2 * (1 + erf(x[t][i] / Math.sqrt(2)));
      }
    }
    return y;
  }

  /** The power series, exact enough within +-6, where erf is 1 but for rounding. */
  private static double erf(double x) {
    if (Math.abs(x) > 5) {
      return Math.signum(x);
    }
    double term = x;
    double sum = x;
    for (int n = 1; n < 200; n++) {
      term *= -x * x / n;
      sum += term / (2 * n + 1);
    }
    return 2 / Math.sqrt(Math.PI) * sum;
  }

  static double[][] add(double[][] a, double[][] b) {
    double[][] y = new double[a.length][a[0].length];
    for (int t = 0; t < a.length; t++) {
      for (int i = 0; i < a[t].length; i++) {
        y[t][i] = a[t][i] + b[t][i];
      }
    }
    return y;
  }

  static double[][] attention(double[][] q, double[][] k, double[][] v, int heads) {
    int width = q[0].length / heads;
    double[][] y = new double[q.length][q[0].length];
    for (int h = 0; h < heads; h++) {
      for (int t = 0; t < q.length; t++) {
        double[] shares = new double[k.length];
        double total = 0;
        for (int s = 0; s < k.length; s++) {
          double score = 0;
          for (int i = h * width; i < (h + 1) * width; i++) {
            score += q[t][i] * k[s][i];
          }
          shares[s] = Math.exp(score / Math.sqrt(width));
          total += shares[s];
        }
        for (int s = 0; s < k.length; s++) {
          for (int i = h * width; i < (h + 1) * width; i++) {
            y[t][i] += shares[s] / total * v[s][i];
          }
        }
      }
    }
    return y;
  }
}
