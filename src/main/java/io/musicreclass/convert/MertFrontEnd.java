package io.musicreclass.convert;

import io.musicreclass.convert.network.Params;
import io.musicreclass.convert.network.StateDict;
import io.musicreclass.convert.onnx.OnnxGraph;
import io.musicreclass.convert.onnx.Weights;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.convert.read.Tensor;

/** MERT's layers before its transformer (golden networks SPEC section 1.3, steps 2 to 4). */
final class MertFrontEnd {
  private static final String CONVOLUTIONS = "feature_extractor.conv_layers.";
  private static final String POSITIONS = "encoder.pos_conv_embed.conv.";

  /** The epsilon of the convolutions' norms; the configuration sets that of the others only. */
  private static final float EPSILON = 1e-5f;

  private final StateDict state;
  private final MertConfig config;
  private final Layers layers;
  private final OnnxGraph graph;

  MertFrontEnd(StateDict state, MertConfig config, Layers layers) {
    this.state = state;
    this.config = config;
    this.layers = layers;
    this.graph = layers.graph();
  }

  /** [batch, samples] to [batch, channels, frames]; narrow. */
  String convolved(String wave) throws ConvertException {
    String x = layers.narrow(graph.op("Unsqueeze", wave, graph.integers(1)));
    int channels = 1;
    for (int i = 0; i < config.kernels().size(); i++) {
      Tensor kernel =
          state.take(
              CONVOLUTIONS + i + ".conv.weight", StateDict.ANY, channels, config.kernels().get(i));
      channels = kernel.shape().get(0);
      x = layers.gelu(normed(convolution(x, i, kernel), i, channels));
    }
    return x;
  }

  private String convolution(String x, int i, Tensor kernel) throws ConvertException {
    String name = CONVOLUTIONS + i + ".conv.";
    String weight = layers.narrowWeights(name + "weight", Params.plain(kernel));
    if (!config.convBias()) {
      return graph.node("Conv", x, weight).list("strides", config.strides().get(i)).out();
    }
    Tensor bias = state.take(name + "bias", kernel.shape().get(0));
    return graph
        .node("Conv", x, weight, layers.narrowWeights(name + "bias", Params.plain(bias)))
        .list("strides", config.strides().get(i))
        .out();
  }

  private String normed(String x, int i, int channels) throws ConvertException {
    String name = CONVOLUTIONS + i + ".layer_norm";
    if (!config.groupNorm()) {
      String channelsLast = layers.wide(layers.transpose(x, 0, 2, 1));
      String normed = layers.layerNorm(channelsLast, name, channels, EPSILON);
      return layers.transpose(layers.narrow(normed), 0, 2, 1);
    }
    if (i > 0) {
      return x;
    }
    // a group norm with one channel per group
    return layers.narrow(
        graph
            .node(
                "InstanceNormalization",
                layers.wide(x),
                layers.wideWeights(
                    name + ".weight", Params.plain(state.take(name + ".weight", channels))),
                layers.wideWeights(
                    name + ".bias", Params.plain(state.take(name + ".bias", channels))))
            .set("epsilon", EPSILON)
            .out());
  }

  /** [batch, channels, frames] to [batch, frames, hidden]; wide. */
  String projected(String convolved) throws ConvertException {
    int channels = state.take("feature_projection.layer_norm.weight", StateDict.ANY).shape().get(0);
    String x = layers.wide(layers.transpose(convolved, 0, 2, 1));
    String normed =
        layers.layerNorm(x, "feature_projection.layer_norm", channels, config.epsilon());
    return layers.wide(
        layers.linear(
            layers.narrow(normed), "feature_projection.projection", channels, config.hidden()));
  }

  /** Adds the output of the positional convolution to the frames; wide. */
  String positioned(String x) throws ConvertException {
    Weights kernel = positionKernel();
    int taps = kernel.shape().get(2);
    String channelsFirst = layers.transpose(layers.narrow(x), 0, 2, 1);
    // an even kernel padded by half on both sides gives one frame more, the last, which is dropped
    String convolved =
        graph
            .node(
                "Conv",
                channelsFirst,
                layers.narrowWeights(POSITIONS + "weight", kernel),
                layers.narrowWeights(
                    POSITIONS + "bias",
                    Params.plain(state.take(POSITIONS + "bias", config.hidden()))))
            .set("group", config.positionGroups())
            .list("pads", taps / 2, taps / 2 - (taps % 2 == 0 ? 1 : 0))
            .out();
    return layers.add(x, layers.transpose(layers.gelu(convolved), 0, 2, 1));
  }

  /**
   * The kernel without its weight norm over dim 2: each tap k is g[k] v[:, :, k] / |v[:, :, k]|.
   */
  private Weights positionKernel() throws ConvertException {
    boolean old = state.has(POSITIONS + "weight_v");
    String parts = POSITIONS + (old ? "weight_" : "parametrizations.weight.original");
    Tensor direction =
        state.take(
            parts + (old ? "v" : "1"),
            config.hidden(),
            config.hidden() / config.positionGroups(),
            StateDict.ANY);
    int taps = direction.shape().get(2);
    Tensor length = state.take(parts + (old ? "g" : "0"), 1, 1, taps);
    return Weights.of(
        direction.shape(),
        () -> {
          float[] v = direction.floats();
          float[] g = length.floats();
          double[] norms = new double[taps];
          for (int i = 0; i < v.length; i++) {
            norms[i % taps] += (double) v[i] * v[i];
          }
          for (int i = 0; i < v.length; i++) {
            v[i] = (float) (v[i] * (g[i % taps] / Math.sqrt(norms[i % taps])));
          }
          return v;
        });
  }
}
