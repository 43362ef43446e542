package io.musicreclass.train.method;

import io.musicreclass.train.SplitMix64;
import java.util.ArrayList;
import java.util.List;

/** An MLP: layers with a ReLU between each two of them. */
final class MlpNetwork {
  private final int[] widths;
  private final List<MlpLayer> layers = new ArrayList<>();

  /**
   * All parameters 0.
   *
   * @param widths number of inputs, of each hidden layer's units, of outputs
   */
  MlpNetwork(int... widths) {
    this.widths = widths.clone();
    for (int i = 1; i < widths.length; i++) {
      layers.add(new MlpLayer(widths[i - 1], widths[i]));
    }
  }

  void randomise(SplitMix64 random) {
    layers.forEach(layer -> layer.randomise(random));
  }

  List<MlpLayer> layers() {
    return layers;
  }

  /** Number of inputs of the first layer (0), of the second ..., of outputs. */
  int width(int layer) {
    return widths[layer];
  }

  /** All parameters, row by row, after whose change {@link #changed} is to be called. */
  List<float[]> parameters() {
    return layers.stream().flatMap(layer -> List.of(layer.parameters()).stream()).toList();
  }

  /** Their gradients, in the same order. */
  List<float[]> gradient() {
    return layers.stream().flatMap(layer -> List.of(layer.gradient()).stream()).toList();
  }

  void changed() {
    layers.forEach(MlpLayer::changed);
  }

  MlpNetwork copy() {
    MlpNetwork copy = new MlpNetwork(widths);
    List<float[]> from = parameters();
    List<float[]> to = copy.parameters();
    for (int i = 0; i < to.size(); i++) {
      System.arraycopy(from.get(i), 0, to.get(i), 0, to.get(i).length);
    }
    copy.changed();
    return copy;
  }
}
