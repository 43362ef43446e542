package io.musicreclass.features.loops;

/** The precision in which the reference computes the moments of a family. */
enum Rounding {
  FLOAT {
    @Override
    double of(double value) {
      return (float) value;
    }
  },
  DOUBLE {
    @Override
    double of(double value) {
      return value;
    }
  };

  private static final int LEAF = 128;

  abstract double of(double value);

  /** The sum as numpy computes it, pairwise over leaves of eight running sums. */
  double sum(double[] x, int from, int count) {
    if (count > LEAF) {
      int half = count / 2 - count / 2 % 8;
      return of(sum(x, from, half) + sum(x, from + half, count - half));
    }
    if (count < 8) {
      double sum = 0;
      for (int i = 0; i < count; i++) {
        sum = of(sum + x[from + i]);
      }
      return sum;
    }
    double[] r = new double[8];
    int i = 0;
    for (; i + 8 <= count; i += 8) {
      for (int j = 0; j < 8; j++) {
        r[j] = of(r[j] + x[from + i + j]);
      }
    }
    double left = of(of(r[0] + r[1]) + of(r[2] + r[3]));
    double sum = of(left + of(of(r[4] + r[5]) + of(r[6] + r[7])));
    for (; i < count; i++) {
      sum = of(sum + x[from + i]);
    }
    return sum;
  }
}
