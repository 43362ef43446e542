package io.musicreclass.convert;

import io.musicreclass.convert.network.Params;
import io.musicreclass.convert.network.StateDict;
import io.musicreclass.convert.onnx.OnnxGraph;
import io.musicreclass.convert.onnx.Precision;
import io.musicreclass.convert.onnx.Weights;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.convert.read.Tensor;

/**
 * The layers that several networks share. Products, convolutions and GELU have the precision of the
 * file ("narrow"); sums of the residual stream, norms and softmax are always in FP32 ("wide").
 */
final class Layers {
  private static final float SQRT_2 = (float) Math.sqrt(2);

  private final OnnxGraph graph;
  private final StateDict state;
  private final Precision precision;

  Layers(OnnxGraph graph, StateDict state, Precision precision) {
    this.graph = graph;
    this.state = state;
    this.precision = precision;
  }

  OnnxGraph graph() {
    return graph;
  }

  String narrow(String x) {
    return precision == Precision.FP32 ? x : graph.cast(x, precision);
  }

  String wide(String x) {
    return precision == Precision.FP32 ? x : graph.cast(x, Precision.FP32);
  }

  String narrowWeights(String name, Weights weights) {
    return graph.weights(name, weights, precision);
  }

  String wideWeights(String name, Weights weights) {
    return graph.weights(name, weights, Precision.FP32);
  }

  /** Layer norm over the last axis; wide. */
  String layerNorm(String x, String name, int width, float epsilon) throws ConvertException {
    return graph
        .node(
            "LayerNormalization",
            x,
            wideWeights(name + ".weight", Params.plain(state.take(name + ".weight", width))),
            wideWeights(name + ".bias", Params.plain(state.take(name + ".bias", width))))
        .set("axis", -1)
        .set("epsilon", epsilon)
        .out();
  }

  /** PyTorch's Linear of that name on the last axis; narrow. */
  String linear(String x, String name, int inputs, int outputs) throws ConvertException {
    return linear(x, name, inputs, outputs, 1);
  }

  /** As {@link #linear(String, String, int, int)}, its result multiplied by a factor. */
  String linear(String x, String name, int inputs, int outputs, float factor)
      throws ConvertException {
    Tensor weight = state.take(name + ".weight", outputs, inputs);
    Tensor bias = state.take(name + ".bias", outputs);
    return linear(x, name, Params.scaled(weight, factor), Params.scaled(bias, factor));
  }

  /** x W^T + b; narrow. */
  String linear(String x, String name, Weights weight, Weights bias) {
    String product =
        graph.op("MatMul", x, narrowWeights(name + ".weight", Params.transposed(weight)));
    return graph.op("Add", product, narrowWeights(name + ".bias", bias));
  }

  /** The exact GELU, x/2 (1 + erf(x/sqrt 2)), in the form that engines recognise; narrow. */
  String gelu(String x) {
    String erf = graph.op("Erf", graph.op("Div", x, graph.number(SQRT_2, precision)));
    String gate = graph.op("Add", erf, graph.number(1, precision));
    return graph.op("Mul", graph.op("Mul", x, gate), graph.number(0.5f, precision));
  }

  /**
   * Attention of several heads over [batch, tokens, width]; narrow.
   *
   * @param q queries, already divided by the root of the head's width
   */
  String attention(String q, String k, String v, int heads, int width) {
    String scores =
        graph.op("MatMul", heads(q, heads, width, 0, 2, 1, 3), heads(k, heads, width, 0, 2, 3, 1));
    String shares = graph.node("Softmax", wide(scores)).set("axis", -1).out();
    String mixed = graph.op("MatMul", narrow(shares), heads(v, heads, width, 0, 2, 1, 3));
    return graph.op("Reshape", transpose(mixed, 0, 2, 1, 3), graph.integers(0, 0, width));
  }

  private String heads(String x, int heads, int width, long... order) {
    String split = graph.op("Reshape", x, graph.integers(0, 0, heads, width / heads));
    return transpose(split, order);
  }

  String transpose(String x, long... order) {
    return graph.node("Transpose", x).list("perm", order).out();
  }

  /** Mean over the second of three axes; wide. */
  String meanOverTokens(String x) {
    return graph.node("ReduceMean", x).list("axes", 1).set("keepdims", 0).out();
  }

  /** Adds to the residual stream; wide. */
  String add(String stream, String branch) {
    return graph.op("Add", stream, wide(branch));
  }
}
