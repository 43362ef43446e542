package io.musicreclass.features;

import java.util.Arrays;

/** A matrix of weights over the bins of a spectrum, each row with one run of non-zero weights. */
final class Filterbank {
  private final int[] from;
  private final double[][] run;

  Filterbank(double[][] matrix) {
    from = new int[matrix.length];
    run = new double[matrix.length][];
    for (int r = 0; r < matrix.length; r++) {
      double[] line = matrix[r];
      int first = 0;
      while (first < line.length && line[first] == 0) {
        first++;
      }
      int end = line.length;
      while (end > first && line[end - 1] == 0) {
        end--;
      }
      from[r] = Math.min(first, Lanes.padded(line.length) - Lanes.padded(end - first));
      run[r] = new double[Lanes.padded(end - first)];
      System.arraycopy(line, from[r], run[r], 0, Math.min(run[r].length, line.length - from[r]));
    }
  }

  /** Whether some row from {@code first} on has no weight at all. */
  boolean hasEmptyRow(int first) {
    return Arrays.stream(run).skip(first).anyMatch(w -> w.length == 0);
  }

  /** out = matrix * bins, for all frames of a block. */
  void apply(double[][] bins, double[][] out) {
    for (int r = 0; r < run.length; r++) {
      Lanes.weigh(bins, from[r], run[r], out[r]);
    }
  }
}
