package io.musicreclass.features.dsp;

import java.util.Arrays;

/** A matrix of weights, each row with one run of non-zero ones, applied to many frames at once. */
public final class Filterbank {
  private final int columns;
  private final int[] from;
  private final double[][] run;

  /** A bank of these weights: one row a filter, one column a quantity to be weighed. */
  public Filterbank(double[][] matrix) {
    columns = matrix[0].length;
    from = new int[matrix.length];
    run = new double[matrix.length][];
    for (int r = 0; r < matrix.length; r++) {
      double[] line = matrix[r];
      int first = 0;
      while (first < columns && line[first] == 0) {
        first++;
      }
      int end = columns;
      while (end > first && line[end - 1] == 0) {
        end--;
      }
      from[r] = first - first % 4;
      int length = end > first ? FrameBatch.padded(end - from[r]) : 0;
      run[r] = Arrays.copyOfRange(line, from[r], from[r] + length);
    }
  }

  /** Whether some row from {@code first} on has no weight at all. */
  public boolean hasEmptyRow(int first) {
    return Arrays.stream(run).skip(first).anyMatch(w -> w.length == 0);
  }

  /**
   * out = matrix * in; rows of {@code out} whose weights are all zero are left as they are.
   *
   * @param in rows by column of the matrix, padded to a multiple of four
   */
  public void apply(double[][] in, double[][] out) {
    for (int r = 0; r < run.length; r++) {
      if (run[r].length > 0) {
        Arrays.fill(out[r], 0);
      }
    }
    // Columns outside, rows inside: what is read stays in the nearest cache.
    for (int column = 0; column < columns; column += 4) {
      for (int r = 0; r < run.length; r++) {
        int j = column - from[r];
        if (j >= 0 && j < run[r].length) {
          FrameBatch.addFour(in, from[r], run[r], j, out[r]);
        }
      }
    }
  }
}
