package io.musicreclass.convert.tagger;

import io.musicreclass.convert.network.BatchNorm;
import io.musicreclass.convert.network.Encoder;
import io.musicreclass.convert.network.Params;
import io.musicreclass.convert.network.StateDict;
import io.musicreclass.convert.onnx.Node;
import io.musicreclass.convert.onnx.OnnxGraph;
import io.musicreclass.convert.onnx.Precision;
import io.musicreclass.convert.onnx.Weights;
import io.musicreclass.convert.read.Checkpoint;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.convert.read.Tensor;
import io.musicreclass.models.Card;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * EfficientAT's MobileNetV3 of any width (taggers SPEC section 2): input log-mel windows [batch, 1,
 * 128, frames]; output the means of the last convolution, then the logits of its classes.
 */
public final class EfficientAt implements Encoder.NetworkBuilder {
  /** A tensor that no other network has. */
  public static final String ANCHOR = "features.4.block.2.conc_se_layers.0.fc1.weight";

  private static final String LAST = "features.16";
  private static final int BANDS = 128;
  private static final double EPSILON = 1e-3;

  /** An inverted residual block; activation ReLU unless it is hardswish. */
  private record Block(int kernel, boolean squeezes, boolean hardswish, int stride) {}

  private static final List<Block> BLOCKS =
      List.of(
          new Block(3, false, false, 1),
          new Block(3, false, false, 2),
          new Block(3, false, false, 1),
          new Block(5, true, false, 2),
          new Block(5, true, false, 1),
          new Block(5, true, false, 1),
          new Block(3, false, true, 2),
          new Block(3, false, true, 1),
          new Block(3, false, true, 1),
          new Block(3, false, true, 1),
          new Block(3, true, true, 1),
          new Block(3, true, true, 1),
          new Block(5, true, true, 2),
          new Block(5, true, true, 1),
          new Block(5, true, true, 1));

  private final StateDict state;
  private final int width;
  private final Card.Classes classes;

  private EfficientAt(StateDict state, int width, Card.Classes classes) {
    this.state = state;
    this.width = width;
    this.classes = classes;
  }

  /**
   * The network in a checkpoint.
   *
   * @param labels file of its classes' names; empty: those of AudioSet
   * @throws ConvertException if the checkpoint is of another network, or the names do not fit
   */
  public static EfficientAt of(Checkpoint checkpoint, Optional<Path> labels)
      throws ConvertException {
    StateDict state = StateDict.around(checkpoint, ANCHOR, "EfficientAT network");
    int width = outputs(state, LAST + ".0.weight");
    int count = state.take("classifier.5.weight", StateDict.ANY, StateDict.ANY).shape().get(0);
    return new EfficientAt(
        state, width, new Card.Classes(Card.Classes.Unit.LOGIT, names(state, count, labels)));
  }

  private static List<String> names(StateDict state, int count, Optional<Path> labels)
      throws ConvertException {
    if (labels.isPresent()) {
      return ClassNames.read(labels.get(), count);
    }
    List<String> audioSet = ClassNames.published("audioset.txt");
    if (count != audioSet.size()) {
      throw ConvertException.ofOption(
          state.file(),
          "has " + count + " classes, where AudioSet has " + audioSet.size(),
          "Give their names with --labels FILE, one a line");
    }
    return audioSet;
  }

  private static int outputs(StateDict state, String weight) throws ConvertException {
    Tensor tensor = state.take(weight, StateDict.ANY, StateDict.ANY, StateDict.ANY, StateDict.ANY);
    return tensor.shape().get(0);
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public Optional<Card.Classes> classes() {
    return Optional.of(classes);
  }

  @Override
  public Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("blocks", Integer.toString(BLOCKS.size()));
    facts.put("width", Integer.toString(width));
    facts.put("classes", Integer.toString(classes.size()));
    return facts;
  }

  @Override
  public OnnxGraph graph(Precision precision, boolean everyState) throws ConvertException {
    return new Assembly(precision).graph(everyState);
  }

  /** A convolution: its name, its batch norm's, and its geometry. */
  private record Conv(String name, String norm, int inputs, int kernel, int stride, int groups) {}

  /** One run of building the graph. */
  private final class Assembly {
    private final OnnxGraph graph = new OnnxGraph("efficientat");
    private final Precision precision;

    Assembly(Precision precision) {
      this.precision = precision;
    }

    OnnxGraph graph(boolean everyState) throws ConvertException {
      String x = narrow(graph.input("input", OnnxGraph.BATCH, 1, BANDS, "frames"));
      x = hardswish(conv(x, new Conv("features.0.0", "features.0.1", 1, 3, 2, 1)));
      int channels = outputs(state, "features.0.0.weight");
      for (int i = 0; i < BLOCKS.size(); i++) {
        String name = "features." + (i + 1) + ".block.";
        int out = outputs(state, projection(name, BLOCKS.get(i)) + ".0.weight");
        x = block(x, name, BLOCKS.get(i), channels, out);
        channels = out;
      }
      x = hardswish(conv(x, new Conv(LAST + ".0", LAST + ".1", channels, 1, 1, 1)));
      String pooled = graph.node("ReduceMean", wide(x)).list("axes", 2, 3).set("keepdims", 0).out();
      int inner = state.take("classifier.2.weight", StateDict.ANY, width).shape().get(0);
      String hidden = hardswish(linear(narrow(pooled), "classifier.2", width, inner));
      String logits = wide(linear(hidden, "classifier.5", inner, classes.size()));
      String both = graph.node("Concat", pooled, logits).set("axis", 1).out();
      graph.output(both, "embedding", OnnxGraph.BATCH, width + classes.size());
      if (everyState) {
        graph.output(wide(hidden), "hidden", OnnxGraph.BATCH, inner);
      }
      state.finish(tensor -> tensor.endsWith(".num_batches_tracked"));
      return graph;
    }

    private String block(String input, String name, Block block, int inputs, int outputs)
        throws ConvertException {
      String x = input;
      int channels = inputs;
      boolean expands = expands(name, block);
      if (expands) {
        channels = outputs(state, name + "0.0.weight");
        x = act(conv(x, new Conv(name + "0.0", name + "0.1", inputs, 1, 1, 1)), block);
      }
      String depthwise = name + (expands ? 1 : 0);
      Conv each =
          new Conv(depthwise + ".0", depthwise + ".1", 1, block.kernel, block.stride, channels);
      x = act(conv(x, each), block);
      if (block.squeezes) {
        x = squeezed(x, name + (expands ? 2 : 1) + ".conc_se_layers.0.", channels);
      }
      String projection = projection(name, block);
      x = conv(x, new Conv(projection + ".0", projection + ".1", channels, 1, 1, 1));
      return block.stride == 1 && inputs == outputs ? graph.op("Add", x, input) : x;
    }

    /** A block of equal widths inside and outside has no expansion. */
    private boolean expands(String name, Block block) {
      return state.has(name + (block.squeezes ? 3 : 2) + ".0.weight");
    }

    private String projection(String name, Block block) {
      int last = (block.squeezes ? 2 : 1) + (expands(name, block) ? 1 : 0);
      return name + last;
    }

    private String act(String x, Block block) {
      return block.hardswish ? hardswish(x) : graph.op("Relu", x);
    }

    /** Each channel times a share that follows from the means of all. */
    private String squeezed(String x, String name, int channels) throws ConvertException {
      int inner = state.take(name + "fc1.weight", StateDict.ANY, channels).shape().get(0);
      String means = graph.op("GlobalAveragePool", x);
      String small = graph.op("Relu", pointwise(means, name + "fc1", channels, inner));
      String shares = graph.op("Sigmoid", pointwise(small, name + "fc2", inner, channels));
      return graph.op("Mul", x, shares);
    }

    /** A Linear of that name on every channel vector of [batch, channels, 1, 1]. */
    private String pointwise(String x, String name, int inputs, int outputs)
        throws ConvertException {
      Tensor weight = state.take(name + ".weight", outputs, inputs);
      return graph.op(
          "Conv",
          x,
          weights(name + ".weight", Weights.of(List.of(outputs, inputs, 1, 1), weight::floats)),
          weights(name + ".bias", Params.plain(state.take(name + ".bias", outputs))));
    }

    private String conv(String x, Conv conv) throws ConvertException {
      int outputs = outputs(state, conv.name + ".weight");
      Tensor weight =
          state.take(conv.name + ".weight", outputs, conv.inputs, conv.kernel, conv.kernel);
      BatchNorm norm = new BatchNorm(state, conv.norm, outputs, EPSILON);
      int half = conv.kernel / 2;
      Node node =
          graph
              .node(
                  "Conv",
                  x,
                  weights(conv.name + ".weight", norm.weight(weight)),
                  weights(conv.name + ".bias", norm.bias(state.bias(conv.name, outputs))))
              .list("strides", conv.stride, conv.stride)
              .list("pads", half, half, half, half);
      return (conv.groups == 1 ? node : node.set("group", conv.groups)).out();
    }

    private String linear(String x, String name, int inputs, int outputs) throws ConvertException {
      return graph
          .node(
              "Gemm",
              x,
              weights(
                  name + ".weight", Params.plain(state.take(name + ".weight", outputs, inputs))),
              weights(name + ".bias", Params.plain(state.take(name + ".bias", outputs))))
          .set("transB", 1)
          .out();
    }

    private String hardswish(String x) {
      return graph.op("HardSwish", x);
    }

    private String weights(String name, Weights weights) {
      return graph.weights(name, weights, precision);
    }

    private String narrow(String x) {
      return precision == Precision.FP32 ? x : graph.cast(x, precision);
    }

    private String wide(String x) {
      return precision == Precision.FP32 ? x : graph.cast(x, Precision.FP32);
    }
  }
}
