package io.musicreclass.features.loops;

import java.util.Arrays;

/** The weights of a bank, row after row, each from the first to the last that is not zero. */
final class Runs {
  /** First column of each row. */
  final int[] from;

  /** Number of columns of each row. */
  final int[] counts;

  final double[] weights;

  Runs(double[][] rows) {
    from = new int[rows.length];
    counts = new int[rows.length];
    double[] all = new double[rows.length * rows[0].length];
    int total = 0;
    for (int r = 0; r < rows.length; r++) {
      double[] row = rows[r];
      int end = row.length;
      while (end > 0 && row[end - 1] == 0) {
        end--;
      }
      while (from[r] < end && row[from[r]] == 0) {
        from[r]++;
      }
      counts[r] = end - from[r];
      System.arraycopy(row, from[r], all, total, counts[r]);
      total += counts[r];
    }
    weights = Arrays.copyOf(all, total);
  }
}
