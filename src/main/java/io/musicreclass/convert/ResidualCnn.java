package io.musicreclass.convert;

import io.musicreclass.convert.network.Encoder;
import io.musicreclass.convert.network.StateDict;
import io.musicreclass.convert.onnx.OnnxGraph;
import io.musicreclass.convert.onnx.Precision;
import io.musicreclass.convert.read.ConvertException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code train_gtzan_enhanced}: a stem, four groups of residual blocks, each followed by a
 * max-pool, then means over the spectrogram; batch norms are folded (golden networks SPEC section
 * 5).
 */
final class ResidualCnn implements Encoder.NetworkBuilder {
  private static final int BANDS = 128;

  private final StateDict state;
  private final int groups;
  private final int width;

  ResidualCnn(StateDict state) throws ConvertException {
    this.state = state;
    int n = 0;
    while (state.has(block(n, 0) + "conv1.weight")) {
      n++;
    }
    this.groups = n;
    this.width = CheckpointHead.of(state).inputs();
  }

  private static String block(int group, int n) {
    return "layer" + (group + 1) + "." + n + ".";
  }

  private int blocks(int group) {
    return state.count("layer" + (group + 1) + ".%d.conv1.weight");
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    int blocks = 0;
    for (int group = 0; group < groups; group++) {
      blocks += blocks(group);
    }
    facts.put("residual blocks", Integer.toString(blocks));
    facts.put("width", Integer.toString(width));
    return facts;
  }

  @Override
  public OnnxGraph graph(Precision precision, boolean everyState) throws ConvertException {
    OnnxGraph graph = new OnnxGraph("gtzan-cnn");
    Layers layers = new Layers(graph, state, precision);
    Convolutions convolutions = new Convolutions(layers, state);
    String x = layers.narrow(graph.input("input", OnnxGraph.BATCH, 1, BANDS, "frames"));
    x = convolutions.relu(convolutions.conv(x, "conv1.0", 1, 7, 2, "conv1.1"));
    x = convolutions.maxPool(x, 3, 2, 1);
    int channels = convolutions.channels("conv1.0");
    for (int group = 0; group < groups; group++) {
      for (int n = 0; n < blocks(group); n++) {
        x = residual(graph, convolutions, x, block(group, n), channels);
        channels = convolutions.channels(block(group, n) + "conv2");
      }
      x = convolutions.maxPool(x, 2, 2, 0);
    }
    if (channels != width) {
      throw ConvertException.of(
          state.file(),
          "has a classifier of " + width + " inputs after " + channels + " channels",
          "The file is inconsistent: get it again");
    }
    graph.output(convolutions.globalMean(x), "embedding", OnnxGraph.BATCH, width);
    state.finish(name -> name.startsWith("classifier.") || name.endsWith(".num_batches_tracked"));
    return graph;
  }

  private String residual(
      OnnxGraph graph, Convolutions convolutions, String x, String block, int inputs)
      throws ConvertException {
    String first =
        convolutions.relu(convolutions.conv(x, block + "conv1", inputs, 3, 1, block + "bn1"));
    String second =
        convolutions.conv(
            first, block + "conv2", convolutions.channels(block + "conv1"), 3, 1, block + "bn2");
    String shortcut = block + "shortcut.";
    String around =
        state.has(shortcut + "0.weight")
            ? convolutions.conv(x, shortcut + "0", inputs, 1, 1, shortcut + "1")
            : x;
    return convolutions.relu(graph.op("Add", second, around));
  }
}
