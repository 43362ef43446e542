package io.musicreclass.features.dsp;

import java.util.Arrays;

/** A matrix of weights with one run of non-zero weights per row, applied to many frames at once. */
public final class Filterbank {
  private final int columns;
  private final int[] from;
  private final double[][] run;

  /** A bank of these weights: one row per filter, one column per input. */
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

  /**
   * out = matrix * in; rows of {@code out} whose weights are all zero are not changed.
   *
   * @param in rows by column of the matrix, padded to a multiple of four
   */
  public void apply(double[][] in, double[][] out) {
    for (int r = 0; r < run.length; r++) {
      if (run[r].length > 0) {
        Arrays.fill(out[r], 0);
      }
    }
    // Columns in the outer loop, rows in the inner one: inputs stay in the first-level cache.
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
