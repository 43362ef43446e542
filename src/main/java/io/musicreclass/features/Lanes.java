package io.musicreclass.features;

/**
 * Many frames side by side: arrays whose first index is the quantity, whose second is the frame.
 * HotSpot vectorises loops over the second index, but no sum over the elements of one array; that
 * is why filters, transforms and filterbanks here run across frames.
 */
final class Lanes {
  /** Frames side by side. */
  static final int COUNT = 64;

  /** Frames that are gathered or turned together: as many as doubles in a cache line. */
  static final int STRIP = 8;

  private Lanes() {}

  /**
   * Rows of {@link #COUNT} lanes. With its header of 16 bytes a row fills whole cache lines, so
   * that all rows are aligned alike.
   */
  static double[][] rows(int count) {
    return new double[count][COUNT + 6];
  }

  /** {@code rows[r][lane] = x[from + r + lane * stride]}. */
  static void gather(float[] x, int from, int stride, int count, double[][] rows) {
    for (int first = 0; first < count; first += STRIP) {
      int last = Math.min(first + STRIP, count);
      for (int r = 0; r < rows.length; r++) {
        double[] row = rows[r];
        int at = from + r + first * stride;
        for (int lane = first; lane < last; lane++) {
          row[lane] = x[at];
          at += stride;
        }
      }
    }
  }

  /** {@code rows[r][lane] = weights[r] * x[from + r * step + lane * stride]}. */
  static void gather(
      float[] x, int from, int stride, int count, int step, double[] weights, double[][] rows) {
    for (int first = 0; first < count; first += STRIP) {
      int last = Math.min(first + STRIP, count);
      for (int r = 0; r < rows.length; r++) {
        double[] row = rows[r];
        double weight = weights[r];
        int at = from + r * step + first * stride;
        for (int lane = first; lane < last; lane++) {
          row[lane] = weight * x[at];
          at += stride;
        }
      }
    }
  }

  /** {@code out[j][r] = rows[r][first + j]} for the lanes of a strip that are in use. */
  static void turn(double[][] rows, int first, int count, float[][] out) {
    int last = Math.min(first + STRIP, count);
    for (int r = 0; r < out[0].length; r++) {
      double[] row = rows[r];
      for (int lane = first; lane < last; lane++) {
        out[lane - first][r] = (float) row[lane];
      }
    }
  }

  /** {@code out[lane] += sum of weights[j] * rows[from + j][lane]} over j to j + 3. */
  static void addFour(double[][] rows, int from, double[] weights, int j, double[] out) {
    double[] a = rows[from + j];
    double[] b = rows[from + j + 1];
    double[] c = rows[from + j + 2];
    double[] d = rows[from + j + 3];
    add(a, b, c, d, weights[j], weights[j + 1], weights[j + 2], weights[j + 3], out);
  }

  private static void add(
      double[] a,
      double[] b,
      double[] c,
      double[] d,
      double wa,
      double wb,
      double wc,
      double wd,
      double[] out) {
    for (int i = 0; i < COUNT; i++) {
      out[i] += (wa * a[i] + wb * b[i]) + (wc * c[i] + wd * d[i]);
    }
  }

  /** The smallest multiple of four that holds {@code count}. */
  static int padded(int count) {
    return (count + 3) & ~3;
  }
}
