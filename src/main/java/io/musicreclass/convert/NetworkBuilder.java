package io.musicreclass.convert;

import io.musicreclass.convert.onnx.OnnxGraph;
import io.musicreclass.convert.onnx.Precision;
import io.musicreclass.convert.read.ConvertException;
import java.util.Map;
import java.util.OptionalInt;

/** How one kind of network is built from its tensors. */
interface NetworkBuilder {
  /** Width of the embedding. */
  int width();

  /** How many frames its input must have; empty: any number. */
  default OptionalInt frames() {
    return OptionalInt.empty();
  }

  /** What was found, for people: layers, widths. */
  Map<String, String> facts();

  /**
   * The network: input {@code input}, output {@code embedding} [batch, width].
   *
   * @param everyState whether each layer's result is an output, too
   */
  OnnxGraph graph(Precision precision, boolean everyState) throws ConvertException;
}
