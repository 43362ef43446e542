package io.musicreclass.convert.network;

import io.musicreclass.convert.onnx.OnnxGraph;
import io.musicreclass.convert.onnx.Precision;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.models.Card;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An encoder found in a checkpoint, ready to be written as ONNX: one float32 input {@code input},
 * one float32 output {@code embedding} [batch, width], or [batch, width + classes] where the
 * network has named classes, too: one run gives both. Tensor names and shapes are checked; weights
 * are read, and checked to be finite, when it is written. The checkpoint must stay open.
 */
public final class Encoder {
  private final NetworkBuilder network;

  /** How one kind of network is built from its tensors. */
  public interface NetworkBuilder {
    /** Width of the embedding. */
    int width();

    /** The classes whose scores follow the embedding in the output; empty: it has none. */
    default Optional<Card.Classes> classes() {
      return Optional.empty();
    }

    /** How many frames its input must have; empty: any number. */
    default OptionalInt frames() {
      return OptionalInt.empty();
    }

    /** What was found, for people: layers, widths. */
    Map<String, String> facts();

    /**
     * The network: input {@code input}, output {@code embedding} [batch, width], with classes
     * [batch, width + classes].
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
  public Encoder(NetworkBuilder network) throws ConvertException {
    this.network = network;
    network.graph(Precision.FP32, false);
  }

  /** Width of the embedding. */
  public int width() {
    return network.width();
  }

  /** The classes whose scores follow the embedding in the output; empty: it has none. */
  public Optional<Card.Classes> classes() {
    return network.classes();
  }

  /** Number of values in the output for one entry of the batch: embedding and class scores. */
  public int outputs() {
    return width() + classes().map(Card.Classes::size).orElse(0);
  }

  /** How many frames its input spectrogram must have; empty: any number. */
  public OptionalInt frames() {
    return network.frames();
  }

  /** What was found, for people: layers, widths. */
  public Map<String, String> facts() {
    return network.facts();
  }

  /**
   * Writes the network; see {@code OnnxGraph.write} about large weights.
   *
   * @param file ending in {@code .onnx}
   * @throws ConvertException if a tensor cannot be read or is not finite; no file is left behind
   * @throws IOException if the files cannot be written; no file is left behind
   */
  public void write(Path file, Precision precision) throws ConvertException, IOException {
    network.graph(precision, false).write(file);
  }

  /** As {@link #write}, with each layer's output as an additional output. */
  public void writeEveryState(Path file, Precision precision) throws ConvertException, IOException {
    network.graph(precision, true).write(file);
  }
}
