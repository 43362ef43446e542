package io.musicreclass.train.mine;

import java.util.Arrays;

/** Arithmetic on blocks of rows of floats, in loops that the compiler makes use vectors. */
final class FloatRows {
  /** Rows of a block. */
  static final int BLOCK = 256;

  private FloatRows() {}

  /** Turns rows from a start on into columns: value c of row i at {@code c * BLOCK + i}. */
  static void transpose(float[][] rows, int start, int count, float[] columns) {
    for (int i = 0; i < count; i++) {
      float[] row = rows[start + i];
      for (int c = 0; c < row.length; c++) {
        columns[c * BLOCK + i] = row[c];
      }
    }
  }

  /**
   * The products of a block of columns and weights, with a bias.
   *
   * @param weights one row of weights for each output, then the biases
   * @param out output k of row i at {@code k * BLOCK + i}
   */
  static void forward(float[] columns, int width, int outputs, float[] weights, float[] out) {
    for (int k = 0; k < outputs; k++) {
      Arrays.fill(out, k * BLOCK, (k + 1) * BLOCK, weights[outputs * width + k]);
    }
    for (int c = 0; c < width; c += 4) {
      int left = Math.min(4, width - c);
      for (int k = 0; k < outputs; k++) {
        int w = k * width + c;
        if (left == 4) {
          add(
              columns,
              c * BLOCK,
              out,
              k * BLOCK,
              weights[w],
              weights[w + 1],
              weights[w + 2],
              weights[w + 3]);
        } else {
          for (int more = 0; more < left; more++) {
            add(columns, (c + more) * BLOCK, out, k * BLOCK, weights[w + more]);
          }
        }
      }
    }
  }

  private static void add(
      float[] x, int from, float[] z, int to, float w0, float w1, float w2, float w3) {
    for (int i = 0; i < BLOCK; i++) {
      z[to + i] +=
          w0 * x[from + i]
              + w1 * x[from + BLOCK + i]
              + w2 * x[from + 2 * BLOCK + i]
              + w3 * x[from + 3 * BLOCK + i];
    }
  }

  private static void add(float[] x, int from, float[] z, int to, float w) {
    for (int i = 0; i < BLOCK; i++) {
      z[to + i] += w * x[from + i];
    }
  }

  /**
   * Adds the products of a block's rows and the differences at the outputs to a gradient.
   *
   * @param differences of output k of row i at {@code k * BLOCK + i}
   * @param gradient one row for each output
   */
  static void backward(
      float[][] rows, int start, int count, float[] differences, int outputs, float[] gradient) {
    int width = rows[start].length;
    int i = 0;
    for (; i + 4 <= count; i += 4) {
      for (int k = 0; k < outputs; k++) {
        int d = k * BLOCK + i;
        add(
            rows[start + i],
            rows[start + i + 1],
            rows[start + i + 2],
            rows[start + i + 3],
            gradient,
            k * width,
            differences[d],
            differences[d + 1],
            differences[d + 2],
            differences[d + 3]);
      }
    }
    for (; i < count; i++) {
      for (int k = 0; k < outputs; k++) {
        add(rows[start + i], gradient, k * width, differences[k * BLOCK + i]);
      }
    }
  }

  private static void add(
      float[] x0,
      float[] x1,
      float[] x2,
      float[] x3,
      float[] sum,
      int to,
      float d0,
      float d1,
      float d2,
      float d3) {
    for (int c = 0; c < x0.length; c++) {
      sum[to + c] += d0 * x0[c] + d1 * x1[c] + d2 * x2[c] + d3 * x3[c];
    }
  }

  private static void add(float[] x, float[] sum, int to, float d) {
    for (int c = 0; c < x.length; c++) {
      sum[to + c] += d * x[c];
    }
  }
}
