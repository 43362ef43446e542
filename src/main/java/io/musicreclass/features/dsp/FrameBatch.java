package io.musicreclass.features.dsp;

/**
 * Many frames side by side, in arrays indexed by quantity and then by frame. HotSpot vectorises
 * loops over the second index but not sums over the elements of an array, so filters, transforms
 * and filterbanks here run across frames.
 */
public final class FrameBatch {
  /** Number of frames side by side. */
  public static final int COUNT = 64;

  /** Number of frames that are transposed together: the number of doubles in a cache line. */
  private static final int STRIP = 8;

  private FrameBatch() {}

  public static double[][] rows(int count) {
    return new double[count][COUNT];
  }

  /** {@code rows[r][lane] = x[from + r + lane * stride]}. */
  public static void gather(
      float[] x, int from, int stride, int count, double[][] rows, int rowCount) {
    for (int first = 0; first < count; first += STRIP) {
      int last = Math.min(first + STRIP, count);
      for (int r = 0; r < rowCount; r++) {
        double[] row = rows[r];
        int at = from + r + first * stride;
        for (int lane = first; lane < last; lane++) {
          row[lane] = x[at];
          at += stride;
        }
      }
    }
  }

  /** The rows one after the other, in an array that is returned. */
  public static double[] flat(double[][] rows, double[] out) {
    for (int r = 0; r < rows.length; r++) {
      System.arraycopy(rows[r], 0, out, r * COUNT, COUNT);
    }
    return out;
  }

  /** {@code out[lane] += sum of weights[j] * rows[from + j][lane]} over j to j + 3. */
  public static void addFour(double[][] rows, int from, double[] weights, int j, double[] out) {
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

  /** The smallest multiple of four that is at least {@code count}. */
  public static int padded(int count) {
    return (count + 3) & ~3;
  }
}
