package io.musicreclass.features;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A matrix whose rows are zero but for a few runs of neighbouring columns. */
final class Filterbank {
  private final int rows;
  private final int[] row;
  private final int[] column;
  private final double[][] run;

  /**
   * Keeps of a matrix what matters.
   *
   * @param cutoff entries up to this magnitude count as zero
   */
  Filterbank(double[][] matrix, double cutoff) {
    rows = matrix.length;
    List<int[]> places = new ArrayList<>();
    List<double[]> runs = new ArrayList<>();
    for (int r = 0; r < rows; r++) {
      double[] line = matrix[r];
      for (int from = 0; from < line.length; from++) {
        int to = from;
        while (to < line.length && Math.abs(line[to]) > cutoff) {
          to++;
        }
        if (to > from) {
          places.add(new int[] {r, from});
          runs.add(Arrays.copyOfRange(line, from, to));
          from = to;
        }
      }
    }
    row = places.stream().mapToInt(p -> p[0]).toArray();
    column = places.stream().mapToInt(p -> p[1]).toArray();
    run = runs.toArray(new double[0][]);
  }

  /** Whether some row from {@code first} on has no entry at all. */
  boolean hasEmptyRow(int first) {
    return Arrays.stream(row).filter(r -> r >= first).distinct().count() < rows - first;
  }

  /** out = matrix * x. */
  void apply(double[] x, double[] out) {
    Arrays.fill(out, 0, rows, 0);
    for (int i = 0; i < run.length; i++) {
      out[row[i]] += dot(run[i], x, column[i]);
    }
  }

  // Four sums side by side: one would wait for its own last addition.
  private static double dot(double[] w, double[] x, int at) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + 3 < w.length; i += 4) {
      a += w[i] * x[at + i];
      b += w[i + 1] * x[at + i + 1];
      c += w[i + 2] * x[at + i + 2];
      d += w[i + 3] * x[at + i + 3];
    }
    for (; i < w.length; i++) {
      a += w[i] * x[at + i];
    }
    return (a + b) + (c + d);
  }
}
