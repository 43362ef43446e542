package io.musicreclass.convert;

import io.musicreclass.convert.network.BatchNorm;
import io.musicreclass.convert.network.Params;
import io.musicreclass.convert.network.StateDict;
import io.musicreclass.convert.onnx.OnnxGraph;
import io.musicreclass.convert.onnx.Weights;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.convert.read.Tensor;

/** Two-dimensional convolutions with bias, batch norm folded into them; all narrow. */
final class Convolutions {
  private static final double BATCH_NORM_EPSILON = 1e-5;

  private final OnnxGraph graph;
  private final Layers layers;
  private final StateDict state;

  Convolutions(Layers layers, StateDict state) {
    this.graph = layers.graph();
    this.layers = layers;
    this.state = state;
  }

  /** Number of output channels of the convolution of that name. */
  int channels(String name) throws ConvertException {
    return kernel(name).shape().get(0);
  }

  private Tensor kernel(String name) throws ConvertException {
    return state.take(name + ".weight", StateDict.ANY, StateDict.ANY, StateDict.ANY, StateDict.ANY);
  }

  /** A convolution over {@code inputs} channels, padded by half its size. */
  String conv(String x, String name, int inputs, int size, int stride) throws ConvertException {
    int outputs = channels(name);
    Tensor weight = state.take(name + ".weight", outputs, inputs, size, size);
    Tensor bias = state.take(name + ".bias", outputs);
    return conv(x, name, Params.plain(weight), Params.plain(bias), stride);
  }

  /** A convolution followed by a batch norm of running statistics. */
  String conv(String x, String name, int inputs, int size, int stride, String norm)
      throws ConvertException {
    int outputs = channels(name);
    Tensor weight = state.take(name + ".weight", outputs, inputs, size, size);
    BatchNorm folded = new BatchNorm(state, norm, outputs, BATCH_NORM_EPSILON);
    return conv(x, name, folded.weight(weight), folded.bias(state.bias(name, outputs)), stride);
  }

  private String conv(String x, String name, Weights weight, Weights bias, int stride) {
    int half = weight.shape().get(2) / 2;
    return graph
        .node(
            "Conv",
            x,
            layers.narrowWeights(name + ".weight", weight),
            layers.narrowWeights(name + ".bias", bias))
        .list("strides", stride, stride)
        .list("pads", half, half, half, half)
        .out();
  }

  String relu(String x) {
    return graph.op("Relu", x);
  }

  String maxPool(String x, int size, int stride, int padding) {
    return graph
        .node("MaxPool", x)
        .list("kernel_shape", size, size)
        .list("strides", stride, stride)
        .list("pads", padding, padding, padding, padding)
        .out();
  }

  /** Means over height and width: [batch, channels]; wide. */
  String globalMean(String x) {
    return graph.node("ReduceMean", layers.wide(x)).list("axes", 2, 3).set("keepdims", 0).out();
  }
}
