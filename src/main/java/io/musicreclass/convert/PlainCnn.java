package io.musicreclass.convert;

import io.musicreclass.convert.network.Encoder;
import io.musicreclass.convert.network.StateDict;
import io.musicreclass.convert.onnx.OnnxGraph;
import io.musicreclass.convert.onnx.Precision;
import io.musicreclass.convert.read.ConvertException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Genre CNNs that are a sequence of 3 x 3 convolutions, each followed by ReLU and max-pool 2, so
 * every third module of their list (golden networks SPEC section 5): {@code train_gtzan_v2} and two
 * smaller ones. Their classifier takes the means over the spectrogram, or for an input of 128
 * frames all remaining values. {@code fma_rtx_model} is recognised by its names and takes 128
 * frames in both cases.
 */
final class PlainCnn implements Encoder.NetworkBuilder {
  private static final int BANDS = 128;

  /** Prefix of the convolutions of {@code fma_rtx_model}, whose input is 128 by 128. */
  private static final String SQUARE = "features.";

  private static final List<String> NAMES = List.of("encoder.", SQUARE, "feature_extractor.");

  private final StateDict state;
  private final String prefix;
  private final int depth;
  private final int channels;
  private final int width;

  private PlainCnn(StateDict state, String prefix) throws ConvertException {
    this.state = state;
    this.prefix = prefix;
    int n = 0;
    while (state.has(name(prefix, n) + ".weight")) {
      n++;
    }
    this.depth = n;
    this.channels =
        state
            .take(name(prefix, n - 1) + ".weight", StateDict.ANY, StateDict.ANY, 3, 3)
            .shape()
            .get(0);
    this.width = CheckpointHead.of(state).inputs();
    if (width != channels && width != channels * left() * left()) {
      throw ConvertException.of(
          state.file(),
          "has a classifier of "
              + width
              + " inputs after "
              + channels
              + " channels, which do not fit each other",
          "Train a head on a supported encoder instead");
    }
  }

  /** The network, whichever prefix its convolutions have. */
  static PlainCnn of(StateDict state) throws ConvertException {
    for (String prefix : NAMES) {
      if (state.has(name(prefix, 0) + ".weight")) {
        return new PlainCnn(state, prefix);
      }
    }
    throw ConvertException.of(
        state.file(),
        "has the tensors of no known genre CNN",
        "Supported are those of train_gtzan_v2, train_gtzan_enhanced and their two small forms");
  }

  private static String name(String prefix, int n) {
    return prefix + 3 * n;
  }

  /** Bands after all pooling, and for a square input frames. */
  private int left() {
    return BANDS >> depth;
  }

  @Override
  public int width() {
    return width;
  }

  private boolean takesMeans() {
    return width == channels;
  }

  /** Whether it was trained on as many frames as bands. */
  private boolean square() {
    return !takesMeans() || prefix.equals(SQUARE);
  }

  @Override
  public OptionalInt frames() {
    return square() ? OptionalInt.of(BANDS) : OptionalInt.empty();
  }

  @Override
  public Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("convolutions", Integer.toString(depth));
    facts.put("width", Integer.toString(width));
    return facts;
  }

  @Override
  public OnnxGraph graph(Precision precision, boolean everyState) throws ConvertException {
    OnnxGraph graph = new OnnxGraph("gtzan-cnn");
    Layers layers = new Layers(graph, state, precision);
    Convolutions convolutions = new Convolutions(layers, state);
    String x =
        layers.narrow(
            square()
                ? graph.input("input", OnnxGraph.BATCH, 1, BANDS, BANDS)
                : graph.input("input", OnnxGraph.BATCH, 1, BANDS, "frames"));
    int inputs = 1;
    for (int n = 0; n < depth; n++) {
      x = convolutions.relu(convolutions.conv(x, name(prefix, n), inputs, 3, 1));
      x = convolutions.maxPool(x, 2, 2, 0);
      inputs = convolutions.channels(name(prefix, n));
    }
    String embedding =
        takesMeans()
            ? convolutions.globalMean(x)
            : layers.wide(graph.op("Reshape", x, graph.integers(0, width)));
    graph.output(embedding, "embedding", OnnxGraph.BATCH, width);
    state.finish(name -> name.startsWith("classifier."));
    return graph;
  }
}
