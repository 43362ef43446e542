package io.musicreclass.train.extra;

import io.musicreclass.convert.onnx.OnnxGraph;
import io.musicreclass.convert.onnx.Precision;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import libsvm.svm_model;
import libsvm.svm_node;
import org.tribuo.classification.Label;
import org.tribuo.common.libsvm.LibSVMModel;

/**
 * A machine that decides between each two genres by a sum of kernels around its support vectors. A
 * genre's logit is the sum of the decisions for it, each limited to -1 ... 1: what is beyond the
 * margin counts as sure.
 */
final class SupportVectors {
  private static final float LIMIT = 1;

  private final double gamma;
  private final double[][] vectors;

  /** One for each pair of genres and vector. */
  private final double[][] coefficients;

  private final double[] offsets;

  /** For each pair of genres: 1 for the first, -1 for the second, otherwise 0. */
  private final float[][] votes;

  /** What a genre has without any vote: none, or the least if it has no rows. */
  private final float[] start;

  private SupportVectors(
      double gamma,
      double[][] vectors,
      double[][] coefficients,
      double[] offsets,
      float[][] votes,
      float[] start) {
    this.gamma = gamma;
    this.vectors = vectors;
    this.coefficients = coefficients;
    this.offsets = offsets;
    this.votes = votes;
    this.start = start;
  }

  /** Those of a model. */
  static SupportVectors of(LibSVMModel<Label> model, int genres, double gamma) {
    svm_model machine = model.getInnerModels().get(0);
    int classes = machine.nr_class;
    int pairs = classes * (classes - 1) / 2;
    int[] first = new int[classes + 1];
    for (int i = 0; i < classes; i++) {
      first[i + 1] = first[i] + machine.nSV[i];
    }
    double[][] coefficients = new double[pairs][machine.l];
    float[][] votes = new float[pairs][genres];
    float[] start = new float[genres];
    Arrays.fill(start, -genres);
    int pair = 0;
    for (int i = 0; i < classes; i++) {
      start[genre(model, machine, i)] = 0;
      for (int j = i + 1; j < classes; j++) {
        // LIBSVM keeps a vector's coefficients for all pairs of its class in one column.
        for (int v = first[i]; v < first[i + 1]; v++) {
          coefficients[pair][v] = machine.sv_coef[j - 1][v];
        }
        for (int v = first[j]; v < first[j + 1]; v++) {
          coefficients[pair][v] = machine.sv_coef[i][v];
        }
        votes[pair][genre(model, machine, i)] = 1;
        votes[pair][genre(model, machine, j)] = -1;
        pair++;
      }
    }
    double[][] vectors = new double[machine.l][model.getFeatureIDMap().size()];
    for (int v = 0; v < machine.l; v++) {
      for (svm_node node : machine.SV[v]) {
        vectors[v][node.index] = node.value;
      }
    }
    return new SupportVectors(gamma, vectors, coefficients, machine.rho.clone(), votes, start);
  }

  private static int genre(LibSVMModel<Label> model, svm_model machine, int place) {
    return TribuoData.genre(model.getOutputIDInfo().getOutput(machine.label[place]));
  }

  /** LIBSVM's decision value for each pair. */
  double[] decisions(double[] x) {
    double[] kernel = new double[vectors.length];
    for (int v = 0; v < kernel.length; v++) {
      double distance = 0;
      for (int c = 0; c < x.length; c++) {
        distance += (x[c] - vectors[v][c]) * (x[c] - vectors[v][c]);
      }
      kernel[v] = Math.exp(-gamma * distance);
    }
    double[] decisions = new double[offsets.length];
    for (int pair = 0; pair < decisions.length; pair++) {
      decisions[pair] = -offsets[pair];
      for (int v = 0; v < kernel.length; v++) {
        decisions[pair] += coefficients[pair][v] * kernel[v];
      }
    }
    return decisions;
  }

  /** The logits of a standardised row. */
  double[] logits(double[] x) {
    double[] decisions = decisions(x);
    double[] logits = new double[start.length];
    for (int genre = 0; genre < logits.length; genre++) {
      logits[genre] = start[genre];
      for (int pair = 0; pair < decisions.length; pair++) {
        logits[genre] += votes[pair][genre] * Math.max(-LIMIT, Math.min(LIMIT, decisions[pair]));
      }
    }
    return logits;
  }

  /** Plain operators, which every engine runs: |x - s|² = |x|² - 2 x s + |s|². */
  byte[] toOnnx(double temperature) {
    int width = vectors[0].length;
    int pairs = offsets.length;
    int genres = start.length;
    OnnxGraph graph = new OnnxGraph("head");
    String x = graph.input("input", OnnxGraph.BATCH, width);
    String own = graph.node("ReduceSumSquare", x).list("axes", 1).set("keepdims", 1).out();
    String scaled = graph.op("Mul", own, graph.values("gamma", List.of(1), floats(gamma)));
    String matrix = graph.values("vectors", List.of(vectors.length, width), flat(vectors));
    double[] squares =
        IntStream.range(0, vectors.length)
            .mapToDouble(v -> IntStream.range(0, width).mapToDouble(c -> square(v, c)).sum())
            .map(sum -> -gamma * sum)
            .toArray();
    String shift = graph.values("squares", List.of(vectors.length), floats(squares));
    String product =
        graph
            .node("Gemm", x, matrix, shift)
            .set("alpha", (float) (2 * gamma))
            .set("transB", 1)
            .out();
    String kernel = graph.op("Exp", graph.op("Sub", product, scaled));
    String decision =
        graph
            .node(
                "Gemm",
                kernel,
                graph.values("coefficients", List.of(pairs, vectors.length), flat(coefficients)),
                graph.values("offsets", List.of(pairs), floats(offsets)))
            .set("beta", -1f)
            .set("transB", 1)
            .out();
    String limited =
        graph.op(
            "Clip",
            decision,
            graph.number(-LIMIT, Precision.FP32),
            graph.number(LIMIT, Precision.FP32));
    float[] counted = new float[pairs * genres];
    for (int i = 0; i < counted.length; i++) {
      counted[i] = (float) (votes[i / genres][i % genres] / temperature);
    }
    float[] from = new float[genres];
    for (int genre = 0; genre < genres; genre++) {
      from[genre] = (float) (start[genre] / temperature);
    }
    String logits =
        graph.op(
            "Gemm",
            limited,
            graph.values("votes", List.of(pairs, genres), counted),
            graph.values("start", List.of(genres), from));
    graph.output(logits, "logits", OnnxGraph.BATCH, genres);
    return graph.toBytes();
  }

  private double square(int vector, int column) {
    return vectors[vector][column] * vectors[vector][column];
  }

  private static float[] floats(double... values) {
    float[] all = new float[values.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = (float) values[i];
    }
    return all;
  }

  private static float[] flat(double[][] rows) {
    float[] all = new float[rows.length * rows[0].length];
    for (int i = 0; i < all.length; i++) {
      all[i] = (float) rows[i / rows[0].length][i % rows[0].length];
    }
    return all;
  }
}
