package io.musicreclass.convert.onnx;

import java.util.Arrays;
import java.util.List;

/**
 * Multiplies a head's logits by a factor that falls with the distance of its input from the
 * training data. The squared distance is {@code |columns * x + logs * log(max(least, 1 + ratios *
 * x)) + shift|^2}, with x the unclipped input; the factor lies between {@code floor} and 1.
 */
public final class HeadGate {
  private final float[] ratios;
  private final float least;
  private final float[] columns;
  private final float[] logs;
  private final float[] shift;
  private final float slope;
  private final float offset;
  private final float floor;

  /**
   * Keeps the arrays, which the caller must not change. All matrices are row-major.
   *
   * @param ratios [logarithms, inputs]
   * @param columns [dimensions, inputs]
   * @param logs [dimensions, logarithms]
   * @param shift [dimensions]
   * @param slope change of the factor per unit of squared distance
   * @param offset the factor at distance 0, before limiting
   */
  public HeadGate(
      float[] ratios,
      float least,
      float[] columns,
      float[] logs,
      float[] shift,
      float slope,
      float offset,
      float floor) {
    this.ratios = ratios;
    this.least = least;
    this.columns = columns;
    this.logs = logs;
    this.shift = shift;
    this.slope = slope;
    this.offset = offset;
    this.floor = floor;
  }

  /** Appends the gate; returns the name of the gated logits. */
  String append(OnnxGraph graph, String input, int inputs, String logits) {
    int dimensions = shift.length;
    int logarithms = ratios.length / inputs;
    if (columns.length != dimensions * inputs || logs.length != dimensions * logarithms) {
      throw new IllegalArgumentException("The matrices of the gate do not fit its inputs");
    }
    String one = graph.values("gate_one", List.of(logarithms), filled(logarithms, 1));
    String matrix = graph.values("gate_ratios", List.of(logarithms, inputs), ratios);
    String ratio = product(graph, input, matrix, one);
    String log =
        graph.op(
            "Log", graph.op("Clip", ratio, number(graph, least), number(graph, Float.MAX_VALUE)));
    String constant = graph.values("gate_shift", List.of(dimensions), shift);
    matrix = graph.values("gate_logs", List.of(dimensions, logarithms), logs);
    String half = product(graph, log, matrix, constant);
    matrix = graph.values("gate_columns", List.of(dimensions, inputs), columns);
    String white = product(graph, input, matrix, half);
    String slopes = graph.values("gate_slope", List.of(1, dimensions), filled(dimensions, slope));
    String start = graph.values("gate_offset", List.of(1), new float[] {offset});
    String factor = product(graph, graph.op("Mul", white, white), slopes, start);
    String limited = graph.op("Clip", factor, number(graph, floor), number(graph, 1));
    return graph.op("Mul", logits, limited);
  }

  private static String product(OnnxGraph graph, String x, String matrix, String plus) {
    return graph.node("Gemm", x, matrix, plus).set("transB", 1).out();
  }

  private static String number(OnnxGraph graph, float value) {
    return graph.number(value, Precision.FP32);
  }

  private static float[] filled(int length, float value) {
    float[] values = new float[length];
    Arrays.fill(values, value);
    return values;
  }
}
