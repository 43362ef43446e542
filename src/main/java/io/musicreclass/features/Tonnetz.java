package io.musicreclass.features;

/** Tonal centroids (SPEC section 7; after Harte, Sandler and Gasser). */
final class Tonnetz {
  static final int ROWS = 6;

  /** Half turns per semitone on the circles of fifths, minor thirds and major thirds. */
  private static final double[] CIRCLES = {7.0 / 6, 3.0 / 2, 2.0 / 3};

  private static final double[] RADII = {1, 1, 0.5};

  private Tonnetz() {}

  /** Six rows from the twelve of CENS. */
  static double[][] of(double[][] cens) {
    int frames = cens[0].length;
    double[][] out = new double[ROWS][frames];
    for (int t = 0; t < frames; t++) {
      double sum = 0;
      for (double[] row : cens) {
        sum += row[t];
      }
      double norm = sum < Chroma.TINY ? 1 : sum;
      for (int r = 0; r < ROWS; r++) {
        double value = 0;
        for (int p = 0; p < cens.length; p++) {
          value += BASIS[r][p] * cens[p][t];
        }
        out[r][t] = value / norm;
      }
    }
    return out;
  }

  private static final double[][] BASIS = basis();

  private static double[][] basis() {
    double[][] basis = new double[ROWS][Chroma.CLASSES];
    for (int circle = 0; circle < CIRCLES.length; circle++) {
      for (int p = 0; p < Chroma.CLASSES; p++) {
        double angle = Math.PI * CIRCLES[circle] * p;
        basis[2 * circle][p] = RADII[circle] * Math.sin(angle);
        basis[2 * circle + 1][p] = RADII[circle] * Math.cos(angle);
      }
    }
    return basis;
  }
}
