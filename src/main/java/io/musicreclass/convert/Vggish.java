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
import java.util.Optional;

/**
 * VGGish (golden networks SPEC section 3): six convolutions, three fully connected layers and, if
 * its parameters are given, a PCA, clipped and quantised to 0 to 255.
 */
final class Vggish implements Encoder.NetworkBuilder {
  private static final int FRAMES = 96;
  private static final int BANDS = 64;
  private static final List<Integer> CONVOLUTIONS = List.of(0, 3, 6, 8, 11, 13);
  private static final List<Integer> POOLED = List.of(0, 3, 8, 13);
  private static final List<Integer> FULL = List.of(0, 2, 4);

  /** The range to which PCA values are clipped before they are quantised. */
  private static final float CLIP = 2;

  private static final float STEPS = 255 / (2 * CLIP);

  private final StateDict state;
  private final StateDict pca;
  private final int width;

  private Vggish(StateDict state, StateDict pca) throws ConvertException {
    this.state = state;
    this.pca = pca;
    this.width = state.take("embeddings.4.weight", StateDict.ANY, StateDict.ANY).shape().get(0);
  }

  static Vggish of(Checkpoint checkpoint, Optional<Checkpoint> pca) throws ConvertException {
    StateDict state = StateDict.around(checkpoint, "features.0.weight", "VGGish network");
    return new Vggish(state, pca.isPresent() ? StateDict.of(pca.get()) : state.under("pproc."));
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("width", Integer.toString(width));
    facts.put("PCA", pca.names().isEmpty() ? "none: give it with --pca FILE" : "yes, quantised");
    return facts;
  }

  @Override
  public OnnxGraph graph(Precision precision, boolean everyState) throws ConvertException {
    OnnxGraph graph = new OnnxGraph("vggish");
    Layers layers = new Layers(graph, state, precision);
    Convolutions convolutions = new Convolutions(layers, state);
    String x = layers.narrow(graph.input("input", OnnxGraph.BATCH, 1, FRAMES, BANDS));
    int channels = 1;
    for (int index : CONVOLUTIONS) {
      String name = "features." + index;
      x = convolutions.relu(convolutions.conv(x, name, channels, 3, 1));
      x = POOLED.contains(index) ? convolutions.maxPool(x, 2, 2, 0) : x;
      channels = convolutions.channels(name);
    }
    int shrink = 1 << POOLED.size();
    int flat = channels * (FRAMES / shrink) * (BANDS / shrink);
    String convolved = x;
    // time, mel band, channel: the order in which its TensorFlow original flattens
    x = graph.op("Reshape", layers.transpose(x, 0, 2, 3, 1), graph.integers(0, flat));
    for (int index : FULL) {
      String name = "embeddings." + index;
      Tensor weight = state.take(name + ".weight", StateDict.ANY, flat);
      flat = weight.shape().get(0);
      x = convolutions.relu(full(layers, x, name, weight));
    }
    String embedding = layers.wide(x);
    if (!pca.names().isEmpty()) {
      String rotated = rotated(layers, embedding);
      graph.output(quantised(graph, rotated), "embedding", OnnxGraph.BATCH, width);
      if (everyState) {
        graph.output(embedding, "before_pca", OnnxGraph.BATCH, width);
        graph.output(rotated, "pca", OnnxGraph.BATCH, width);
      }
    } else {
      graph.output(embedding, "embedding", OnnxGraph.BATCH, width);
    }
    if (everyState) {
      graph.output(
          layers.wide(convolved),
          "features",
          OnnxGraph.BATCH,
          channels,
          FRAMES / shrink,
          BANDS / shrink);
    }
    state.finish(name -> name.startsWith("pproc."));
    pca.finish(name -> false);
    return graph;
  }

  private String full(Layers layers, String x, String name, Tensor weight) throws ConvertException {
    Tensor bias = state.take(name + ".bias", weight.shape().get(0));
    return layers
        .graph()
        .node(
            "Gemm",
            x,
            layers.narrowWeights(name + ".weight", Params.plain(weight)),
            layers.narrowWeights(name + ".bias", Params.plain(bias)))
        .set("transB", 1)
        .out();
  }

  private String rotated(Layers layers, String embedding) throws ConvertException {
    Tensor vectors = pca.take("pca_eigen_vectors", width, width);
    Tensor means = pca.take("pca_means");
    if (means.size() != width) {
      means = pca.take("pca_means", width);
    }
    OnnxGraph graph = layers.graph();
    Tensor centre = means;
    String centred =
        graph.op(
            "Sub",
            embedding,
            layers.wideWeights("pca_means", Weights.of(List.of(width), centre::floats)));
    return graph.op(
        "MatMul",
        centred,
        layers.wideWeights("pca_vectors", Params.transposed(Params.plain(vectors))));
  }

  /** Clipped to -2 to 2, spread over 0 to 255, rounded half to even. */
  private static String quantised(OnnxGraph graph, String rotated) {
    String clipped =
        graph.op(
            "Clip",
            rotated,
            graph.number(-CLIP, Precision.FP32),
            graph.number(CLIP, Precision.FP32));
    String raised = graph.op("Add", clipped, graph.number(CLIP, Precision.FP32));
    return graph.op("Round", graph.op("Mul", raised, graph.number(STEPS, Precision.FP32)));
  }
}
