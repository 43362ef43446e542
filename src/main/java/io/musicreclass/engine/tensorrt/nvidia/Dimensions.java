package io.musicreclass.engine.tensorrt.nvidia;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.tensorrt.nvinfer.Dims64;

/** Sizes of axes, as TensorRT has them. */
final class Dimensions {
  private Dimensions() {}

  static Dims64 of(List<Long> sizes) {
    Dims64 dims = new Dims64();
    dims.nbDims(sizes.size());
    for (int i = 0; i < sizes.size(); i++) {
      dims.d(i, sizes.get(i));
    }
    return dims;
  }

  /** -1 where any size will do. */
  static List<Long> of(Dims64 dims) {
    List<Long> sizes = new ArrayList<>();
    for (int i = 0; i < dims.nbDims(); i++) {
      sizes.add(dims.d(i));
    }
    return List.copyOf(sizes);
  }

  /**
   * How many values such a tensor has.
   *
   * @throws IllegalStateException when a size is not known, or they are more than an array holds
   */
  static int values(List<Long> sizes) {
    long product = 1;
    for (long size : sizes) {
      if (size < 1 || product > Integer.MAX_VALUE / size) {
        throw new IllegalStateException("A tensor of sizes " + sizes + " cannot be held");
      }
      product *= size;
    }
    return (int) product;
  }
}
