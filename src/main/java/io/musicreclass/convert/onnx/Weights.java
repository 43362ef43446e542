package io.musicreclass.convert.onnx;

import io.musicreclass.convert.read.ConvertException;
import java.util.List;

/** A constant of a network, made when it is written. */
public interface Weights {
  /** Its sizes, outermost first. */
  List<Integer> shape();

  /**
   * Its values in row-major order; as many as the shape says.
   *
   * @throws ConvertException if the checkpoint they come from cannot give them
   */
  float[] load() throws ConvertException;

  /** Weights of this shape from whatever loads them. */
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

  /** Makes the values. */
  interface Loader {
    float[] load() throws ConvertException;
  }
}
