package io.musicreclass.convert.network;

import io.musicreclass.convert.onnx.Weights;
import io.musicreclass.convert.read.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Weights derived from tensors. */
public final class Params {
  private Params() {}

  /** A tensor as it is. */
  public static Weights plain(Tensor tensor) {
    return Weights.of(tensor.shape(), tensor::floats);
  }

  /** A tensor times a number. */
  public static Weights scaled(Tensor tensor, float factor) {
    return scaled(plain(tensor), factor);
  }

  /** Weights times a number. */
  public static Weights scaled(Weights weights, float factor) {
    return Weights.of(
        weights.shape(),
        () -> {
          float[] values = weights.load();
          for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
          }
          return values;
        });
  }

  /** Some rows of weights of any rank. */
  public static Weights rows(Weights all, int from, int count) {
    int row = all.shape().stream().skip(1).reduce(1, (a, b) -> a * b);
    List<Integer> shape = new ArrayList<>(all.shape());
    shape.set(0, count);
    return Weights.of(
        shape, () -> Arrays.copyOfRange(all.load(), from * row, (from + count) * row));
  }

  /** A transposed matrix: PyTorch's Linear as the right side of a product. */
  public static Weights transposed(Weights matrix) {
    int rows = matrix.shape().get(0);
    int columns = matrix.shape().get(1);
    return Weights.of(
        List.of(columns, rows),
        () -> {
          float[] from = matrix.load();
          float[] to = new float[from.length];
          for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
              to[c * rows + r] = from[r * columns + c];
            }
          }
          return to;
        });
  }
}
