package io.musicreclass.engine;

import java.util.Arrays;
import java.util.List;

/** Checks of tensor shapes. */
public final class Shapes {
  private Shapes() {}

  /**
   * Checks an input before a network runs on it.
   *
   * @param length of the input
   * @param shape its product being that length
   * @param wanted -1 for any size
   * @param network for the message
   * @throws IllegalArgumentException if they do not fit
   */
  public static void check(int length, long[] shape, List<Long> wanted, Object network) {
    boolean fits = shape.length == wanted.size();
    long product = 1;
    for (int i = 0; i < shape.length && fits; i++) {
      long size = wanted.get(i);
      fits = shape[i] > 0 && shape[i] <= length / product && (size == -1 || size == shape[i]);
      product *= shape[i];
    }
    if (!fits || product != length) {
      throw new IllegalArgumentException(
          length
              + " values of shape "
              + Arrays.toString(shape)
              + " do not fit "
              + network
              + ", which takes "
              + wanted);
    }
  }
}
