package io.musicreclass.engine.tensorrt;

import io.musicreclass.engine.Network;
import java.util.Arrays;

/** Runs a batch that may be larger than a network can take in one run. */
final class BatchSplitter {
  private BatchSplitter() {}

  /**
   * Runs a batch in parts.
   *
   * @param most largest batch of one run
   * @param shape of the input, the batch first
   */
  static float[] run(Network network, long most, float[] input, long... shape) {
    if (shape.length == 0 || shape[0] <= most) {
      return network.run(input, shape);
    }
    int rows = Math.toIntExact(shape[0]);
    if (input.length % rows != 0) {
      throw new IllegalArgumentException(
          input.length + " values do not divide into a batch of " + Arrays.toString(shape));
    }
    int width = input.length / rows;
    float[] output = new float[0];
    for (int row = 0; row < rows; row += (int) most) {
      long[] part = shape.clone();
      part[0] = Math.min(most, rows - row);
      int end = row + (int) part[0];
      float[] some = network.run(Arrays.copyOfRange(input, row * width, end * width), part);
      int made = some.length / (int) part[0];
      output = row == 0 ? new float[rows * made] : output;
      System.arraycopy(some, 0, output, row * made, some.length);
    }
    return output;
  }
}
