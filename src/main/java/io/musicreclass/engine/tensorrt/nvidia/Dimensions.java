package io.musicreclass.engine.tensorrt.nvidia;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.tensorrt.nvinfer.Dims64;

/** Conversions between axis sizes and TensorRT's dimensions. */
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

  /** -1 for any size. */
  static List<Long> of(Dims64 dims) {
    List<Long> sizes = new ArrayList<>();
    for (int i = 0; i < dims.nbDims(); i++) {
      sizes.add(dims.d(i));
    }
    return List.copyOf(sizes);
  }

  /**
   * Number of values in such a tensor.
   *
   * @throws IllegalStateException if a size is unknown, or there are more values than an array can
   *     hold
   */
  static int values(List<Long> sizes) {
    long product = 1;
    for (long size : sizes) {
      if (size < 1 || product > Integer.MAX_VALUE / size) {
        throw new IllegalStateException(
            "A tensor of sizes " + sizes + " is too large or of unknown size");
      }
      product *= size;
    }
    return (int) product;
  }
}
