package io.musicreclass.convert.tagger;

import io.musicreclass.convert.network.BatchNorm;
import io.musicreclass.convert.network.Params;
import io.musicreclass.convert.network.StateDict;
import io.musicreclass.convert.onnx.OnnxGraph;
import io.musicreclass.convert.onnx.Precision;
import io.musicreclass.convert.onnx.Weights;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.convert.read.Tensor;
import java.util.List;

/** The layers of a MobileNetV3 in PyTorch's names; batch norms are part of the convolutions. */
final class MobileLayers {
  private static final double EPSILON = 1e-3;

  private final OnnxGraph graph;
  private final StateDict state;
  private final Precision precision;

  MobileLayers(OnnxGraph graph, StateDict state, Precision precision) {
    this.graph = graph;
    this.state = state;
    this.precision = precision;
  }

  /** A convolution: its name, its batch norm's, and its geometry. */
  record Conv(String name, String norm, int inputs, int kernel, int stride, int groups) {}

  /** Number of outputs of the convolution of that name. */
  int outputs(String weight) throws ConvertException {
    return outputs(state, weight);
  }

  /** The same of a network that is not built yet. */
  static int outputs(StateDict state, String weight) throws ConvertException {
    Tensor tensor = state.take(weight, StateDict.ANY, StateDict.ANY, StateDict.ANY, StateDict.ANY);
    return tensor.shape().get(0);
  }

  /** Each channel times a share that follows from the means of all. */
  String squeezed(String x, String name, int channels) throws ConvertException {
    int inner = state.take(name + "fc1.weight", StateDict.ANY, channels).shape().get(0);
    String means = graph.op("GlobalAveragePool", x);
    String small = graph.op("Relu", pointwise(means, name + "fc1", channels, inner));
    String shares = graph.op("Sigmoid", pointwise(small, name + "fc2", inner, channels));
    return graph.op("Mul", x, shares);
  }

  /** A Linear of that name on every channel vector of [batch, channels, 1, 1]. */
  private String pointwise(String x, String name, int inputs, int outputs) throws ConvertException {
    Tensor weight = state.take(name + ".weight", outputs, inputs);
    return graph.op(
        "Conv",
        x,
        weights(name + ".weight", Weights.of(List.of(outputs, inputs, 1, 1), weight::floats)),
        weights(name + ".bias", Params.plain(state.take(name + ".bias", outputs))));
  }

  String conv(String x, Conv conv) throws ConvertException {
    int outputs = outputs(state, conv.name + ".weight");
    Tensor weight =
        state.take(conv.name + ".weight", outputs, conv.inputs, conv.kernel, conv.kernel);
    BatchNorm norm = new BatchNorm(state, conv.norm, outputs, EPSILON);
    int half = conv.kernel / 2;
    OnnxGraph.Node node =
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

  String linear(String x, String name, int inputs, int outputs) throws ConvertException {
    return graph
        .node(
            "Gemm",
            x,
            weights(name + ".weight", Params.plain(state.take(name + ".weight", outputs, inputs))),
            weights(name + ".bias", Params.plain(state.take(name + ".bias", outputs))))
        .set("transB", 1)
        .out();
  }

  String hardswish(String x) {
    return graph.op("HardSwish", x);
  }

  private String weights(String name, Weights weights) {
    return graph.weights(name, weights, precision);
  }

  String narrow(String x) {
    return precision == Precision.FP32 ? x : graph.cast(x, precision);
  }

  String wide(String x) {
    return precision == Precision.FP32 ? x : graph.cast(x, Precision.FP32);
  }
}
