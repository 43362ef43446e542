package io.musicreclass.convert.onnx;

import java.util.List;

/**
 * Writes a head, an MLP with ReLU between its layers, as an ONNX file: input {@code input} [batch,
 * width], output {@code logits} [batch, genres], both float32. The same layers give the same bytes.
 */
public final class OnnxHead {
  private final OnnxGraph graph = new OnnxGraph("head");
  private final String input;
  private final int inputs;
  private String last;
  private int width;
  private int layers;

  /** A head without layers yet, taking this many inputs. */
  public OnnxHead(int width) {
    this.width = width;
    this.inputs = width;
    this.input = graph.input("input", OnnxGraph.BATCH, width);
    this.last = input;
  }

  /**
   * Limits the input to -limit ... limit, before the first layer.
   *
   * @return this
   */
  public OnnxHead clip(float limit) {
    if (layers > 0 || !(limit > 0)) {
      throw new IllegalArgumentException(
          "The limit must be above 0 and set before the first layer");
    }
    last =
        graph.op(
            "Clip",
            last,
            graph.number(-limit, Precision.FP32),
            graph.number(limit, Precision.FP32));
    return this;
  }

  /**
   * Takes the square root of the input, where it is above 0, before the first layer.
   *
   * @return this
   */
  public OnnxHead squareRoot() {
    last = graph.op("Sqrt", limited(0, Float.MAX_VALUE));
    return this;
  }

  /**
   * Takes the logit ln(p / (1 - p)) of the input, before the first layer.
   *
   * @param least the input is limited to this and 1 minus this
   * @return this
   */
  public OnnxHead logit(float least) {
    String p = limited(least, 1 - least);
    String rest = graph.op("Sub", graph.number(1, Precision.FP32), p);
    last = graph.op("Sub", graph.op("Log", p), graph.op("Log", rest));
    return this;
  }

  private String limited(float low, float high) {
    if (layers > 0) {
      throw new IllegalArgumentException("The input must be transformed before the first layer");
    }
    return graph.op(
        "Clip", last, graph.number(low, Precision.FP32), graph.number(high, Precision.FP32));
  }

  /**
   * Appends a layer, after a ReLU unless it is the first.
   *
   * @param weights row-major [outputs, inputs], as in PyTorch's Linear; inputs is the current width
   * @param bias one number per output
   * @return this
   */
  public OnnxHead layer(float[] weights, float[] bias) {
    if (weights.length != (long) width * bias.length || bias.length == 0) {
      throw new IllegalArgumentException(
          weights.length + " weights for " + width + " inputs and " + bias.length + " outputs");
    }
    if (layers > 0) {
      last = graph.op("Relu", last);
    }
    layers++;
    String matrix = graph.values("weight" + layers, List.of(bias.length, width), weights);
    String shift = graph.values("bias" + layers, List.of(bias.length), bias);
    last = graph.node("Gemm", last, matrix, shift).set("transB", 1).out();
    width = bias.length;
    return this;
  }

  /**
   * Multiplies the outputs so far by a gate's factor; no layer may follow.
   *
   * @return this
   */
  public OnnxHead gate(HeadGate gate) {
    if (layers == 0) {
      throw new IllegalArgumentException("A gate needs a layer before it");
    }
    last = gate.append(graph, input, inputs, last);
    return this;
  }

  /** The finished file; no layer can be appended afterwards. */
  public byte[] toBytes() {
    if (layers == 0) {
      throw new IllegalStateException("A head needs a layer");
    }
    graph.output(last, "logits", OnnxGraph.BATCH, width);
    return graph.toBytes();
  }
}
