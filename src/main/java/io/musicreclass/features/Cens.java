package io.musicreclass.features;

/** Chroma energy normalised statistics (SPEC section 6; after Müller and Ewert). */
final class Cens {
  private static final double[] STEPS = {0.4, 0.2, 0.1, 0.05};
  private static final int TAPS = 43;
  private static final double[] SMOOTHING = smoothing();

  private Cens() {}

  /** Twelve rows from the unnormalised constant-Q chromagram. */
  static double[][] of(double[][] chroma) {
    double[][] quantised = Chroma.copy(chroma);
    int frames = chroma[0].length;
    for (int t = 0; t < frames; t++) {
      double sum = 0;
      for (double[] row : quantised) {
        sum += row[t];
      }
      Chroma.divide(quantised, t, sum);
    }
    double[][] out = new double[chroma.length][];
    for (int p = 0; p < out.length; p++) {
      out[p] = smooth(quantise(quantised[p]));
    }
    for (int t = 0; t < frames; t++) {
      double squares = 0;
      for (double[] row : out) {
        squares += row[t] * row[t];
      }
      Chroma.divide(out, t, Math.sqrt(squares));
    }
    return out;
  }

  private static double[] quantise(double[] x) {
    for (int t = 0; t < x.length; t++) {
      double level = 0;
      for (double step : STEPS) {
        level += x[t] > step ? 0.25 : 0;
      }
      x[t] = level;
    }
    return x;
  }

  private static double[] smooth(double[] q) {
    double[] y = new double[q.length];
    for (int t = 0; t < y.length; t++) {
      int centre = t + TAPS / 2;
      double sum = 0;
      for (int k = Math.max(0, centre - q.length + 1); k < TAPS && k <= centre; k++) {
        sum += SMOOTHING[k] * q[centre - k];
      }
      y[t] = sum;
    }
    return y;
  }

  private static double[] smoothing() {
    double[] w = new double[TAPS];
    double sum = 0;
    for (int k = 0; k < TAPS; k++) {
      w[k] = 0.5 - 0.5 * Math.cos(2 * Math.PI * k / TAPS);
      sum += w[k];
    }
    for (int k = 0; k < TAPS; k++) {
      w[k] /= sum;
    }
    return w;
  }
}
