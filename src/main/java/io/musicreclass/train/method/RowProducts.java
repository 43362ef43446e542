package io.musicreclass.train.method;

/**
 * Adds multiples of rows to a row: the whole arithmetic of a network's layers. Each loop has one
 * target and plain indexes, four rows at a time, which the compiler turns into vector instructions.
 * Multiplications and additions are separate and in the order of the rows, so all machines give the
 * same bits; {@code Math.fma} would be hardly faster, and a hundred times slower on processors
 * without it. Of one thread.
 */
final class RowProducts {
  /** Rows of 256 floats that stay in the innermost cache of most processors. */
  static final int BLOCK = 32;

  private final int[] chosen;

  /** For so many rows at a time. */
  RowProducts(int most) {
    this.chosen = new int[most];
  }

  /**
   * Adds to {@code sum} each of the rows from {@code from} to before {@code to}, times its factor.
   */
  void add(float[] factors, float[][] rows, int from, int to, float[] sum) {
    int n = 0;
    for (int i = from; i < to; i++) {
      chosen[n] = i;
      n += factors[i] == 0 ? 0 : 1; // half of a layer's values, behind ReLU and dropout
    }
    int at = 0;
    for (; at + 4 <= n; at += 4) {
      int a = chosen[at];
      int b = chosen[at + 1];
      int c = chosen[at + 2];
      int d = chosen[at + 3];
      add(factors[a], rows[a], factors[b], rows[b], factors[c], rows[c], factors[d], rows[d], sum);
    }
    for (; at < n; at++) {
      add(factors[chosen[at]], rows[chosen[at]], sum);
    }
  }

  private static void add(
      float a,
      float[] rowA,
      float b,
      float[] rowB,
      float c,
      float[] rowC,
      float d,
      float[] rowD,
      float[] sum) {
    for (int j = 0; j < sum.length; j++) {
      sum[j] = sum[j] + a * rowA[j] + b * rowB[j] + c * rowC[j] + d * rowD[j];
    }
  }

  private static void add(float factor, float[] row, float[] sum) {
    for (int j = 0; j < sum.length; j++) {
      sum[j] += factor * row[j];
    }
  }
}
