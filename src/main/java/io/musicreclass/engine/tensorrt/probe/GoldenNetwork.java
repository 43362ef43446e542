package io.musicreclass.engine.tensorrt.probe;

import io.musicreclass.engine.Network;
import io.musicreclass.lifecycle.TemporaryFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A small network whose output is known: softmax(x W), in single and in half precision. Built and
 * run before a GPU is used, because incompatible libraries may load and still compute wrong
 * results.
 */
final class GoldenNetwork {
  static final int INPUTS = 4;
  static final int OUTPUTS = 3;

  /** Exact in half precision, and so are all sums of their products with the input. */
  private static final List<Float> WEIGHTS =
      List.of(0.5f, -0.25f, 1f, -1f, 0.75f, 0.125f, 2f, 0f, -0.5f, 0.25f, 1.5f, -0.375f);

  private static final List<Float> INPUT = List.of(1f, -2f, 0.5f, 4f, -1f, 0.25f, 3f, -0.5f);
  private static final double TOLERANCE = 1e-3;

  private GoldenNetwork() {}

  /**
   * Builds and runs it.
   *
   * @throws IOException if it cannot be built, or its output is wrong
   */
  static void check(GpuDevice device) throws IOException {
    Path folder = TemporaryFiles.createFolder("reclass-golden");
    try {
      for (String precision : List.of("fp32", "fp16")) {
        check(device, folder, precision);
      }
    } finally {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }

  private static void check(GpuDevice device, Path folder, String precision) throws IOException {
    Path onnx = Files.write(folder.resolve(precision + ".onnx"), file(precision));
    Path engine = folder.resolve(precision + ".engine");
    List<Long> most = List.of((long) rows(), (long) INPUTS);
    OptimizationProfile profile = new OptimizationProfile(List.of(1L, (long) INPUTS), most, most);
    device.build(onnx, profile, engine, folder.resolve("timings"), share -> true);
    try (Network network = device.load(engine)) {
      float[] answer = network.run(input(), rows(), INPUTS);
      double off = off(answer);
      if (!(off <= TOLERANCE)) {
        throw new IOException(
            "TensorRT builds the golden network in "
                + precision
                + ", but its output is off by "
                + off
                + ": the library and the driver are incompatible");
      }
    } catch (IllegalStateException e) {
      throw new IOException("The golden network fails to run: " + e.getMessage(), e);
    }
  }

  /** Its ONNX file. */
  static byte[] file(String precision) throws IOException {
    String name = "golden-" + precision + ".onnx";
    try (InputStream in = GoldenNetwork.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException(name + " is missing from the program: build or install it again");
      }
      return in.readAllBytes();
    }
  }

  static int rows() {
    return INPUT.size() / INPUTS;
  }

  static float[] input() {
    return array(INPUT);
  }

  static float[] weights() {
    return array(WEIGHTS);
  }

  private static float[] array(List<Float> list) {
    float[] values = new float[list.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = list.get(i);
    }
    return values;
  }

  /** The largest absolute error of an output; NaN if it contains NaN. */
  static double off(float[] answer) {
    double worst = 0;
    for (int row = 0; row < rows(); row++) {
      double[] wanted = new double[OUTPUTS];
      double sum = 0;
      for (int out = 0; out < OUTPUTS; out++) {
        double logit = 0;
        for (int in = 0; in < INPUTS; in++) {
          logit += INPUT.get(row * INPUTS + in) * WEIGHTS.get(in * OUTPUTS + out);
        }
        wanted[out] = Math.exp(logit);
        sum += wanted[out];
      }
      for (int out = 0; out < OUTPUTS; out++) {
        double off = Math.abs(answer[row * OUTPUTS + out] - wanted[out] / sum);
        worst = Double.isNaN(off) ? off : Math.max(worst, off);
      }
    }
    return worst;
  }
}
