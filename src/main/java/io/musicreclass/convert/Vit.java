package io.musicreclass.convert;

import io.musicreclass.convert.network.Encoder;
import io.musicreclass.convert.network.Params;
import io.musicreclass.convert.network.StateDict;
import io.musicreclass.convert.onnx.OnnxGraph;
import io.musicreclass.convert.onnx.Precision;
import io.musicreclass.convert.onnx.Weights;
import io.musicreclass.convert.read.Checkpoint;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.convert.read.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * OpenJMLA's encoder, a vision transformer on a log-mel spectrogram (golden networks SPEC section
 * 2). Its three input channels are always equal, so it takes one and sums the kernel over them.
 */
final class Vit implements Encoder.NetworkBuilder {
  private static final int MEL_BANDS = 80;
  private static final float EPSILON = 1e-6f;
  private static final String PATCH = "patch_embed.projection.";

  /** The only width whose number of heads is known. */
  private static final int WIDTH_OF_BASE = 768;

  private static final int HEADS_OF_BASE = 12;

  private final StateDict state;
  private final Import.Pooling pooling;
  private final Tensor kernel;
  private final int patch;
  private final int width;
  private final int tokens;
  private final int depth;
  private final int heads;

  private Vit(StateDict state, OptionalInt heads, Import.Pooling pooling) throws ConvertException {
    this.state = state;
    this.pooling = pooling;
    this.kernel =
        state.take(PATCH + "weight", StateDict.ANY, StateDict.ANY, StateDict.ANY, StateDict.ANY);
    this.width = kernel.shape().get(0);
    this.patch = kernel.shape().get(3);
    state.take(PATCH + "weight", width, StateDict.ANY, patch, patch);
    this.tokens = state.take("pos_embed", 1, StateDict.ANY, width).shape().get(1);
    this.depth = state.count("layers.%d.ln1.weight");
    if (MEL_BANDS % patch != 0 || (tokens - 1) % (MEL_BANDS / patch) != 0 || tokens < 2) {
      throw ConvertException.ofTensor(
          state.file(),
          "pos_embed",
          "has " + tokens + " positions, which fit no spectrogram of 80 bands",
          "Only encoders trained on 80 mel bands, like OpenJMLA's, can be imported");
    }
    if (heads.isEmpty() && width != WIDTH_OF_BASE) {
      throw ConvertException.ofOption(
          state.file(),
          "does not contain its number of attention heads, known for width 768 only, not " + width,
          "Give the number it was trained with: --heads N");
    }
    this.heads = heads.orElse(HEADS_OF_BASE);
    if (this.heads < 1 || width % this.heads != 0) {
      throw ConvertException.ofOption(
          state.file(),
          "has the width " + width + ", which is not divisible by " + this.heads + " heads",
          "Give the number it was trained with: --heads N");
    }
  }

  static Vit of(Checkpoint checkpoint, OptionalInt heads, Import.Pooling pooling)
      throws ConvertException {
    return new Vit(
        StateDict.around(checkpoint, PATCH + "weight", "OpenJMLA encoder"), heads, pooling);
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("layers", Integer.toString(depth));
    facts.put("width", Integer.toString(width));
    facts.put("heads", Integer.toString(heads));
    facts.put("tokens", Integer.toString(tokens));
    facts.put("frames", Integer.toString(columns()));
    return facts;
  }

  @Override
  public OptionalInt frames() {
    return OptionalInt.of(columns());
  }

  private int columns() {
    return (tokens - 1) / (MEL_BANDS / patch) * patch;
  }

  @Override
  public OnnxGraph graph(Precision precision, boolean everyState) throws ConvertException {
    OnnxGraph graph = new OnnxGraph("jmla");
    Layers layers = new Layers(graph, state, precision);
    String mel = graph.input("input", OnnxGraph.BATCH, MEL_BANDS, columns());
    String x = embedded(layers, mel);
    expose(graph, everyState, x, "tokens_after_0");
    for (int n = 0; n < depth; n++) {
      x = block(layers, x, "layers." + n + ".");
      expose(graph, everyState, x, "tokens_after_" + (n + 1));
    }
    x = layers.layerNorm(x, "ln1", width, EPSILON);
    expose(graph, everyState, x, "final_tokens");
    String embedding =
        pooling == Import.Pooling.MEAN ? layers.meanOverTokens(x) : classToken(graph, x);
    graph.output(embedding, "embedding", OnnxGraph.BATCH, width);
    state.finish(name -> false);
    return graph;
  }

  private static String classToken(OnnxGraph graph, String x) {
    String one = graph.op("Slice", x, graph.integers(0), graph.integers(1), graph.integers(1));
    return graph.op("Squeeze", one, graph.integers(1));
  }

  private void expose(OnnxGraph graph, boolean everyState, String x, String name) {
    if (everyState) {
      graph.output(x, name, OnnxGraph.BATCH, tokens, width);
    }
  }

  /** Patches along rows of the grid after a class token, plus positions; wide. */
  private String embedded(Layers layers, String mel) throws ConvertException {
    OnnxGraph graph = layers.graph();
    String channel = layers.narrow(graph.op("Unsqueeze", mel, graph.integers(1)));
    String patches =
        graph
            .node(
                "Conv",
                channel,
                layers.narrowWeights(PATCH + "weight", summedKernel()),
                layers.narrowWeights(
                    PATCH + "bias", Params.plain(state.take(PATCH + "bias", width))))
            .list("strides", patch, patch)
            .out();
    String rows = graph.op("Reshape", patches, graph.integers(0, width, tokens - 1));
    String sequence = layers.wide(layers.transpose(rows, 0, 2, 1));
    // a zero token in front, to which the first position adds the class token
    String padded = graph.op("Pad", sequence, graph.integers(0, 1, 0, 0, 0, 0));
    return graph.op("Add", padded, layers.wideWeights("pos_embed", positions()));
  }

  private Weights summedKernel() {
    int channels = kernel.shape().get(1);
    int area = patch * patch;
    return Weights.of(
        List.of(width, 1, patch, patch),
        () -> {
          float[] all = kernel.floats();
          float[] sum = new float[width * area];
          for (int i = 0; i < all.length; i++) {
            sum[i / (channels * area) * area + i % area] += all[i];
          }
          return sum;
        });
  }

  private Weights positions() throws ConvertException {
    Tensor classToken = state.take("cls_token", 1, 1, width);
    Tensor positions = state.take("pos_embed");
    return Weights.of(
        positions.shape(),
        () -> {
          float[] values = positions.floats();
          float[] first = classToken.floats();
          for (int i = 0; i < width; i++) {
            values[i] += first[i];
          }
          return values;
        });
  }

  private String block(Layers layers, String x, String name) throws ConvertException {
    String normed = layers.narrow(layers.layerNorm(x, name + "ln1", width, EPSILON));
    String attended = layers.add(x, attention(layers, normed, name + "attn."));
    String again = layers.narrow(layers.layerNorm(attended, name + "ln2", width, EPSILON));
    int inner = state.take(name + "ffn.layers.0.0.weight", StateDict.ANY, width).shape().get(0);
    String wide = layers.linear(again, name + "ffn.layers.0.0", width, inner);
    return layers.add(
        attended, layers.linear(layers.gelu(wide), name + "ffn.layers.1", inner, width));
  }

  private String attention(Layers layers, String x, String name) throws ConvertException {
    Tensor weight = state.take(name + "qkv.weight", 3 * width, width);
    Weights bias = state.bias(name + "qkv", 3 * width);
    float scale = (float) Math.pow((double) width / heads, -0.5);
    String[] parts = new String[3];
    for (int i = 0; i < 3; i++) {
      float factor = i == 0 ? scale : 1;
      parts[i] =
          layers.linear(
              x,
              name + "qkv_" + i,
              Params.rows(Params.scaled(weight, factor), i * width, width),
              Params.rows(Params.scaled(bias, factor), i * width, width));
    }
    String mixed = layers.attention(parts[0], parts[1], parts[2], heads, width);
    return layers.linear(mixed, name + "proj", width, width);
  }
}
