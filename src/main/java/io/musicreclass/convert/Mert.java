package io.musicreclass.convert;

import io.musicreclass.convert.network.Encoder;
import io.musicreclass.convert.network.StateDict;
import io.musicreclass.convert.onnx.OnnxGraph;
import io.musicreclass.convert.onnx.Precision;
import io.musicreclass.convert.read.Checkpoint;
import io.musicreclass.convert.read.ConvertException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * MERT, a HuBERT on music (golden networks SPEC section 1): convolutions over the waveform, a
 * positional convolution, transformer layers with their norms after (95M) or before (330M).
 */
final class Mert implements Encoder.NetworkBuilder {
  private static final String FRAMES = "frames";
  private static final String PROJECTION = "feature_projection.projection.weight";

  private final StateDict state;
  private final MertConfig config;

  private Mert(StateDict state, MertConfig config) {
    this.state = state;
    this.config = config;
  }

  static Mert of(Checkpoint checkpoint, Optional<Path> config) throws ConvertException {
    StateDict state = StateDict.around(checkpoint, PROJECTION, "MERT network");
    if (config.isPresent()) {
      return new Mert(state, MertConfig.read(config.get()));
    }
    int width = state.take(PROJECTION, StateDict.ANY, StateDict.ANY).shape().get(0);
    return new Mert(state, MertConfig.published(state.file(), width));
  }

  @Override
  public int width() {
    return config.hidden();
  }

  @Override
  public Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("layers", Integer.toString(config.layers()));
    facts.put("width", Integer.toString(config.hidden()));
    facts.put("heads", Integer.toString(config.heads()));
    facts.put("norms", config.stable() ? "before each part" : "after each part");
    return facts;
  }

  @Override
  public OnnxGraph graph(Precision precision, boolean everyState) throws ConvertException {
    OnnxGraph graph = new OnnxGraph("mert");
    Layers layers = new Layers(graph, state, precision);
    MertFrontEnd frontEnd = new MertFrontEnd(state, config, layers);
    String wave = graph.input("input", OnnxGraph.BATCH, "samples");
    String x = frontEnd.positioned(frontEnd.projected(frontEnd.convolved(wave)));
    if (!config.stable()) {
      x = norm(layers, x, "encoder.layer_norm");
    }
    List<String> states = new ArrayList<>(List.of(x));
    for (int n = 0; n < config.layers(); n++) {
      String layer = "encoder.layers." + n + ".";
      x = config.stable() ? stableLayer(layers, x, layer) : layer(layers, x, layer);
      if (config.stable() && n == config.layers() - 1) {
        x = norm(layers, x, "encoder.layer_norm");
      }
      states.add(x);
    }
    graph.output(layers.meanOverTokens(x), "embedding", OnnxGraph.BATCH, config.hidden());
    for (int i = 0; everyState && i < states.size(); i++) {
      graph.output(states.get(i), "hidden_" + i, OnnxGraph.BATCH, FRAMES, config.hidden());
    }
    state.finish(name -> name.equals("masked_spec_embed"));
    return graph;
  }

  private String layer(Layers layers, String x, String name) throws ConvertException {
    String attended = layers.add(x, attention(layers, layers.narrow(x), name));
    String normed = norm(layers, attended, name + "layer_norm");
    String fed = layers.add(normed, feedForward(layers, layers.narrow(normed), name));
    return norm(layers, fed, name + "final_layer_norm");
  }

  private String stableLayer(Layers layers, String x, String name) throws ConvertException {
    String normed = layers.narrow(norm(layers, x, name + "layer_norm"));
    String attended = layers.add(x, attention(layers, normed, name));
    String again = layers.narrow(norm(layers, attended, name + "final_layer_norm"));
    return layers.add(attended, feedForward(layers, again, name));
  }

  private String attention(Layers layers, String x, String name) throws ConvertException {
    int width = config.hidden();
    float scale = (float) Math.pow((double) width / config.heads(), -0.5);
    String mixed =
        layers.attention(
            layers.linear(x, name + "attention.q_proj", width, width, scale),
            layers.linear(x, name + "attention.k_proj", width, width),
            layers.linear(x, name + "attention.v_proj", width, width),
            config.heads(),
            width);
    return layers.linear(mixed, name + "attention.out_proj", width, width);
  }

  private String feedForward(Layers layers, String x, String name) throws ConvertException {
    int width = config.hidden();
    int inner = config.feedForward();
    String wide = layers.linear(x, name + "feed_forward.intermediate_dense", width, inner);
    return layers.linear(layers.gelu(wide), name + "feed_forward.output_dense", inner, width);
  }

  private String norm(Layers layers, String x, String name) throws ConvertException {
    return layers.layerNorm(x, name, config.hidden(), config.epsilon());
  }
}
