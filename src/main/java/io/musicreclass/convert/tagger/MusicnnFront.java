package io.musicreclass.convert.tagger;

import io.musicreclass.convert.network.BatchNorm;
import io.musicreclass.convert.network.StateDict;
import io.musicreclass.convert.onnx.OnnxGraph;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.convert.read.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The five branches of musicnn over a patch: two of timbre, whose kernels span time and mel bands,
 * and three of time. Each ends with a maximum over the bands.
 *
 * <p>There, ReLU and a batch norm lie before the maximum. Both keep the order of the values, or the
 * batch norm reverses it where its scale is negative: so the maximum is taken first, of the negated
 * values in those channels, and the rest is computed on 187 values of a channel instead of up to
 * 187 x 96.
 *
 * <p>ONNX Runtime's fastest convolutions need a multiple of 16 channels, so each branch ends with
 * some channels of zeros.
 */
final class MusicnnFront {
  static final int FRAMES = 187;
  static final int BANDS = 96;
  private static final int TIMBRAL = 204;
  private static final int TEMPORAL = 51;
  private static final int LANES = 16;

  /** Channels of all branches together. */
  static final int CHANNELS = 2 * TIMBRAL + 3 * TEMPORAL;

  /** A branch: its convolution, batch norm, kernel and padding in time. */
  private record Branch(
      String conv, String norm, int channels, int taps, int bands, int before, int after) {
    /** Its channels with those of zeros. */
    int padded() {
      return (channels + LANES - 1) / LANES * LANES;
    }
  }

  private static final List<Branch> BRANCHES =
      List.of(
          new Branch("conv2d", "batch_normalization_1", TIMBRAL, 7, 38, 3, 3),
          new Branch("conv2d_1", "batch_normalization_2", TIMBRAL, 7, 67, 3, 3),
          new Branch("conv2d_2", "batch_normalization_3", TEMPORAL, 128, 1, 63, 64),
          new Branch("conv2d_3", "batch_normalization_4", TEMPORAL, 64, 1, 31, 32),
          new Branch("conv2d_4", "batch_normalization_5", TEMPORAL, 32, 1, 15, 16));

  private final MusicnnLayers layers;
  private final StateDict state;
  private final OnnxGraph graph;

  MusicnnFront(MusicnnLayers layers, StateDict state) {
    this.layers = layers;
    this.state = state;
    this.graph = layers.graph();
  }

  /** Number of channels with those of zeros. */
  static int padded() {
    return BRANCHES.stream().mapToInt(Branch::padded).sum();
  }

  /** Where each of the 561 channels is among those with zeros. */
  static int[] places() {
    int[] places = new int[CHANNELS];
    int channel = 0;
    int first = 0;
    for (Branch branch : BRANCHES) {
      for (int i = 0; i < branch.channels; i++) {
        places[channel++] = first + i;
      }
      first += branch.padded();
    }
    return places;
  }

  /** From [batch, 1, 187, 96] to [batch, {@link #padded}, 187, 1]. */
  String front(String input) throws ConvertException {
    BatchNorm first = BatchNorm.keras(state, "batch_normalization", 1, Musicnn.EPSILON);
    String x = layers.affine(input, "batch_normalization", first, 1);
    List<String> highest = new ArrayList<>();
    List<BatchNorm> norms = new ArrayList<>();
    for (Branch branch : BRANCHES) {
      BatchNorm norm = BatchNorm.keras(state, branch.norm, branch.channels, Musicnn.EPSILON);
      norms.add(norm);
      highest.add(highest(x, branch, norm));
    }
    String all = graph.node("Concat", highest.toArray(String[]::new)).set("axis", 1).out();
    List<Integer> shape = List.of(padded(), 1, 1);
    String signs = layers.weights("front.signs", shape, () -> signs(norms));
    String activated = graph.op("Relu", graph.op("Mul", all, signs));
    String scaled =
        graph.op("Mul", activated, layers.weights("front.scale", shape, () -> joined(norms, true)));
    return graph.op(
        "Add", scaled, layers.weights("front.shift", shape, () -> joined(norms, false)));
  }

  private String highest(String x, Branch branch, BatchNorm norm) throws ConvertException {
    int padded = branch.padded();
    Tensor kernel =
        state.take(branch.conv + ".kernel", branch.taps, branch.bands, 1, branch.channels);
    Tensor bias = state.take(branch.conv + ".bias", branch.channels);
    String convolved =
        graph
            .node(
                "Conv",
                x,
                layers.weights(
                    branch.conv + ".kernel",
                    List.of(padded, 1, branch.taps, branch.bands),
                    () -> signedKernel(kernel, norm, padded)),
                layers.weights(
                    branch.conv + ".bias",
                    List.of(padded),
                    () -> Arrays.copyOf(signedBias(bias, norm), padded)))
            .list("pads", branch.before, 0, branch.after, 0)
            .out();
    int positions = BANDS - branch.bands + 1;
    return graph
        .node("MaxPool", convolved)
        .list("kernel_shape", 1, positions)
        .list("strides", 1, 1)
        .out();
  }

  /** Outputs first, negated where the batch norm's scale is negative. */
  private static float[] signedKernel(Tensor kernel, BatchNorm norm, int padded)
      throws ConvertException {
    float[] from = kernel.floats();
    double[] scale = norm.scale();
    int channels = scale.length;
    int size = from.length / channels;
    float[] to = new float[padded * size];
    for (int i = 0; i < size; i++) {
      for (int c = 0; c < channels; c++) {
        to[c * size + i] = sign(scale[c]) * from[i * channels + c];
      }
    }
    return to;
  }

  private static float[] signedBias(Tensor bias, BatchNorm norm) throws ConvertException {
    float[] values = bias.floats();
    double[] scale = norm.scale();
    for (int c = 0; c < values.length; c++) {
      values[c] *= sign(scale[c]);
    }
    return values;
  }

  private static float sign(double scale) {
    return scale < 0 ? -1 : 1;
  }

  private static float[] signs(List<BatchNorm> norms) throws ConvertException {
    float[] signs = joined(norms, true);
    for (int c = 0; c < signs.length; c++) {
      signs[c] = sign(signs[c]);
    }
    return signs;
  }

  private static float[] joined(List<BatchNorm> norms, boolean scales) throws ConvertException {
    float[] all = new float[padded()];
    int at = 0;
    for (int i = 0; i < norms.size(); i++) {
      double[] values = scales ? norms.get(i).scale() : norms.get(i).shift();
      System.arraycopy(MusicnnLayers.floats(values), 0, all, at, values.length);
      at += BRANCHES.get(i).padded();
    }
    return all;
  }
}
