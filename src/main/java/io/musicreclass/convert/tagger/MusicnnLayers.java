package io.musicreclass.convert.tagger;

import io.musicreclass.convert.network.BatchNorm;
import io.musicreclass.convert.network.StateDict;
import io.musicreclass.convert.onnx.OnnxGraph;
import io.musicreclass.convert.onnx.Precision;
import io.musicreclass.convert.onnx.Weights;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.convert.read.Tensor;
import java.util.List;

/** The layers of musicnn, whose kernels are Keras': height, width, inputs, outputs. */
final class MusicnnLayers {
  private static final int TAPS = 7;

  private final OnnxGraph graph;
  private final StateDict state;
  private final Precision precision;

  MusicnnLayers(OnnxGraph graph, StateDict state, Precision precision) {
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

  String weights(String name, List<Integer> shape, Weights.Loader loader) {
    return graph.weights(name, Weights.of(shape, loader), precision);
  }

  /** Number of outputs of the kernel of that name, its last axis. */
  int outputs(String kernel) throws ConvertException {
    List<Integer> shape = state.take(kernel).shape();
    return shape.isEmpty() ? 0 : shape.get(shape.size() - 1);
  }

  /** A batch norm as a multiplication and an addition, since an activation lies before it. */
  String affine(String x, String name, BatchNorm norm, Integer... shape) {
    List<Integer> sizes = List.of(shape);
    String scaled = graph.op("Mul", x, weights(name + ".scale", sizes, () -> floats(norm.scale())));
    return graph.op("Add", scaled, weights(name + ".shift", sizes, () -> floats(norm.shift())));
  }

  /**
   * A convolution over the time of [batch, channels, time, 1], padded with zeros.
   *
   * @param inputs the channel of x that is each of the kernel's inputs
   * @param channels of x; those that are no input have no effect
   */
  String overTime(String x, String name, int[] inputs, int channels, int outputs)
      throws ConvertException {
    Tensor kernel = state.take(name + ".kernel", TAPS, inputs.length, 1, outputs);
    Tensor bias = state.take(name + ".bias", outputs);
    return graph
        .node(
            "Conv",
            x,
            weights(
                name + ".kernel",
                List.of(outputs, channels, TAPS, 1),
                () -> outputsFirst(kernel.floats(), inputs, channels, outputs)),
            weights(name + ".bias", List.of(outputs), bias::floats))
        .list("pads", TAPS / 2, 0, TAPS / 2, 0)
        .out();
  }

  /** [taps][inputs][outputs] as [outputs][channels][taps]. */
  private static float[] outputsFirst(float[] from, int[] inputs, int channels, int outputs) {
    float[] to = new float[outputs * channels * TAPS];
    for (int tap = 0; tap < TAPS; tap++) {
      for (int in = 0; in < inputs.length; in++) {
        for (int out = 0; out < outputs; out++) {
          to[(out * channels + inputs[in]) * TAPS + tap] =
              from[(tap * inputs.length + in) * outputs + out];
        }
      }
    }
    return to;
  }

  /** A dense layer. */
  String dense(String x, String name, int inputs, int outputs) throws ConvertException {
    Tensor kernel = state.take(name + ".kernel", inputs, outputs);
    Tensor bias = state.take(name + ".bias", outputs);
    return graph.op(
        "Gemm",
        x,
        weights(name + ".kernel", kernel.shape(), kernel::floats),
        weights(name + ".bias", List.of(outputs), bias::floats));
  }

  /**
   * A dense layer after a batch norm, which becomes part of it. Keras flattened its input as
   * maximum and mean of each channel in turn; here all maxima come first, then all means.
   *
   * @param inputs the channel of x that is each of the kernel's
   * @param channels of the maxima, and of the means; those that are no input have no effect
   */
  String dense(String x, String name, BatchNorm norm, int[] inputs, int channels, int outputs)
      throws ConvertException {
    Tensor kernel = state.take(name + ".kernel", 2 * inputs.length, outputs);
    Tensor bias = state.take(name + ".bias", outputs);
    return graph.op(
        "Gemm",
        x,
        weights(
            name + ".kernel",
            List.of(2 * channels, outputs),
            () -> scaledRows(kernel, norm, inputs, channels, outputs)),
        weights(name + ".bias", List.of(outputs), () -> shifted(kernel, bias, norm, outputs)));
  }

  private static float[] scaledRows(
      Tensor kernel, BatchNorm norm, int[] inputs, int channels, int outputs)
      throws ConvertException {
    float[] from = kernel.floats();
    double[] scale = norm.scale();
    float[] to = new float[2 * channels * outputs];
    for (int row = 0; row < scale.length; row++) {
      int at = row % 2 * channels + inputs[row / 2];
      for (int out = 0; out < outputs; out++) {
        to[at * outputs + out] = (float) (from[row * outputs + out] * scale[row]);
      }
    }
    return to;
  }

  private static float[] shifted(Tensor kernel, Tensor bias, BatchNorm norm, int outputs)
      throws ConvertException {
    double[] sums = bias.doubles();
    float[] weights = kernel.floats();
    double[] shift = norm.shift();
    for (int row = 0; row < shift.length; row++) {
      for (int out = 0; out < outputs; out++) {
        sums[out] += shift[row] * weights[row * outputs + out];
      }
    }
    return floats(sums);
  }

  static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
