package io.musicreclass.convert;

import io.musicreclass.convert.onnx.OnnxGraph;
import io.musicreclass.convert.onnx.Precision;
import io.musicreclass.convert.read.ConvertException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;

/**
 * An encoder found in a checkpoint, ready to be written as ONNX: one float32 input {@code input},
 * one float32 output {@code embedding} [batch, width]. Tensor names and shapes are checked; weights
 * are read, and checked to be finite, when it is written. The checkpoint must stay open.
 */
final class Encoder {
  private final NetworkBuilder network;

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
     * @param everyState whether each layer's output is an additional output
     */
    OnnxGraph graph(Precision precision, boolean everyState) throws ConvertException;
  }

  /**
   * Checks that the builder finds every tensor it needs, in the right shape.
   *
   * @throws ConvertException naming the tensor if not
   */
  Encoder(NetworkBuilder network) throws ConvertException {
    this.network = network;
    network.graph(Precision.FP32, false);
  }

  /** Width of the embedding. */
  int width() {
    return network.width();
  }

  /** How many frames its input spectrogram must have; empty: any number. */
  OptionalInt frames() {
    return network.frames();
  }

  /** What was found, for people: layers, widths. */
  Map<String, String> facts() {
    return network.facts();
  }

  /**
   * Writes the network; see {@code OnnxGraph.write} about large weights.
   *
   * @param file ending in {@code .onnx}
   * @throws ConvertException if a tensor cannot be read or is not finite; no file is left behind
   * @throws IOException if the files cannot be written; no file is left behind
   */
  void write(Path file, Precision precision) throws ConvertException, IOException {
    network.graph(precision, false).write(file);
  }

  /** As {@link #write}, with each layer's output as an additional output. */
  void writeEveryState(Path file, Precision precision) throws ConvertException, IOException {
    network.graph(precision, true).write(file);
  }
}
