package io.musicreclass.convert.onnx;

import io.musicreclass.convert.read.ConvertException;
import java.util.List;

/** A constant of a network, loaded when the network is written. */
public interface Weights {
  /** Its sizes, outermost first. */
  List<Integer> shape();

  /**
   * Its values in row-major order, as many as its shape has.
   *
   * @throws ConvertException if they cannot be read from the checkpoint
   */
  float[] load() throws ConvertException;

  /** Weights of this shape, loaded by a function. */
  static Weights of(List<Integer> shape, Loader loader) {
    List<Integer> sizes = List.copyOf(shape);
    return new Weights() {
      @Override
      public List<Integer> shape() {
        return sizes;
      }

      @Override
      public float[] load() throws ConvertException {
        return loader.load();
      }
    };
  }

  /** Loads the values. */
  interface Loader {
    float[] load() throws ConvertException;
  }
}
