package io.musicreclass.convert;

import io.musicreclass.convert.read.KerasFiles;
import io.musicreclass.convert.read.TorchFiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;

/** Checkpoints of the taggers with seeded random values; batch norms of either sign. */
final class RandomTaggers {
  /**
   * Kernel, squeeze and stride of each block of EfficientAT; its width inside and outside, of 8
   * channels at most.
   */
  static final int[][] BLOCKS = {
    {3, 0, 1, 4, 4}, {3, 0, 2, 6, 4}, {3, 0, 1, 6, 4}, {5, 1, 2, 6, 4}, {5, 1, 1, 6, 4},
    {5, 1, 1, 6, 4}, {3, 0, 2, 6, 8}, {3, 0, 1, 6, 8}, {3, 0, 1, 6, 8}, {3, 0, 1, 6, 8},
    {3, 1, 1, 6, 8}, {3, 1, 1, 6, 8}, {5, 1, 2, 6, 8}, {5, 1, 1, 6, 8}, {5, 1, 1, 6, 8}
  };

  /** The same of MobileNetV3-Large (Howard et al. 2019) before its widths are scaled. */
  private static final int[][] LARGE = {
    {3, 0, 1, 16, 16},
    {3, 0, 2, 64, 24},
    {3, 0, 1, 72, 24},
    {5, 1, 2, 72, 40},
    {5, 1, 1, 120, 40},
    {5, 1, 1, 120, 40},
    {3, 0, 2, 240, 80},
    {3, 0, 1, 200, 80},
    {3, 0, 1, 184, 80},
    {3, 0, 1, 184, 80},
    {3, 1, 1, 480, 112},
    {3, 1, 1, 672, 112},
    {5, 1, 2, 672, 160},
    {5, 1, 1, 960, 160},
    {5, 1, 1, 960, 160}
  };

  private static final double MN04 = 0.4;

  private RandomTaggers() {}

  /** A musicnn of the published widths, whose values {@link #values} gives. */
  static KerasFiles musicnn() {
    KerasFiles file = new KerasFiles();
    musicnnShapes()
        .forEach(
            (name, shape) -> {
              int dot = name.indexOf('.');
              file.put(name.substring(0, dot), name.substring(dot + 1), shape, values(name, shape));
            });
    return file;
  }

  /** Names and shapes of musicnn's tensors. */
  static Map<String, List<Integer>> musicnnShapes() {
    Map<String, List<Integer>> shapes = new LinkedHashMap<>();
    keras(shapes, "batch_normalization", 1);
    int[][] front = {{7, 38, 204}, {7, 67, 204}, {128, 1, 51}, {64, 1, 51}, {32, 1, 51}};
    for (int i = 0; i < front.length; i++) {
      String name = "conv2d" + (i == 0 ? "" : "_" + i);
      shapes.put(name + ".kernel", List.of(front[i][0], front[i][1], 1, front[i][2]));
      shapes.put(name + ".bias", List.of(front[i][2]));
      keras(shapes, "batch_normalization_" + (i + 1), front[i][2]);
    }
    for (int i = 1; i <= 3; i++) {
      shapes.put("midend_conv" + i + ".kernel", List.of(7, i == 1 ? 561 : 64, 1, 64));
      shapes.put("midend_conv" + i + ".bias", List.of(64));
      keras(shapes, "bn_midend_conv" + i, 64);
    }
    keras(shapes, "bn_flatpool", 1506);
    shapes.put("dense.kernel", List.of(1506, 200));
    shapes.put("dense.bias", List.of(200));
    keras(shapes, "bn_dense", 200);
    shapes.put("dense_1.kernel", List.of(200, 50));
    shapes.put("dense_1.bias", List.of(50));
    return shapes;
  }

  private static void keras(Map<String, List<Integer>> shapes, String name, int width) {
    for (String variable : List.of("gamma", "beta", "moving_mean", "moving_variance")) {
      shapes.put(name + "." + variable, List.of(width));
    }
  }

  /** An EfficientAT of 8 channels at most. */
  static TorchFiles efficientAt() {
    return efficientAt(BLOCKS, inner -> 2, 12, 10);
  }

  /** An EfficientAT of the published widths of mn04. */
  static TorchFiles mn04() {
    int[][] blocks =
        Arrays.stream(LARGE)
            .map(b -> new int[] {b[0], b[1], b[2], scaled(b[3], MN04), scaled(b[4], MN04)})
            .toArray(int[][]::new);
    int last = 6 * blocks[blocks.length - 1][4];
    return efficientAt(blocks, inner -> scaled(inner / 4, 1), last, 512);
  }

  /** A width times a factor, as a multiple of 8 that is at most a tenth too small. */
  private static int scaled(int width, double factor) {
    int rounded = Math.max(8, (int) (width * factor + 4) / 8 * 8);
    return rounded < 0.9 * width * factor ? rounded + 8 : rounded;
  }

  /**
   * An EfficientAT.
   *
   * @param squeezed width within the squeeze of a block of this width
   * @param last width of its embedding
   * @param hidden width before its classes
   */
  private static TorchFiles efficientAt(
      int[][] blocks, IntUnaryOperator squeezed, int last, int hidden) {
    TorchFiles file = new TorchFiles();
    int channels = blocks[0][3];
    convolution(file, "features.0.0", "features.0.1", channels, 1, 3);
    for (int i = 0; i < blocks.length; i++) {
      int[] block = blocks[i];
      String name = "features." + (i + 1) + ".block.";
      int at = 0;
      if (i > 0) {
        convolution(file, name + "0.0", name + "0.1", block[3], channels, 1);
        at = 1;
      }
      convolution(file, name + at + ".0", name + at + ".1", block[3], 1, block[0]);
      at++;
      if (block[1] == 1) {
        int narrow = squeezed.applyAsInt(block[3]);
        linear(file, name + at + ".conc_se_layers.0.fc1", narrow, block[3]);
        linear(file, name + at + ".conc_se_layers.0.fc2", block[3], narrow);
        at++;
      }
      convolution(file, name + at + ".0", name + at + ".1", block[4], block[3], 1);
      channels = block[4];
    }
    convolution(file, "features.16.0", "features.16.1", last, channels, 1);
    linear(file, "classifier.2", hidden, last);
    linear(file, "classifier.5", 527, hidden);
    return file;
  }

  private static void convolution(
      TorchFiles file, String name, String norm, int outputs, int inputs, int size) {
    put(file, name + ".weight", outputs, inputs, size, size);
    for (String variable : List.of("weight", "bias", "running_mean", "running_var")) {
      put(file, norm + "." + variable, outputs);
    }
    file.put(norm + ".num_batches_tracked", List.of(1), () -> new float[1]);
  }

  private static void linear(TorchFiles file, String name, int outputs, int inputs) {
    put(file, name + ".weight", outputs, inputs);
    put(file, name + ".bias", outputs);
  }

  private static void put(TorchFiles file, String name, Integer... shape) {
    List<Integer> sizes = new ArrayList<>(List.of(shape));
    file.put(name, sizes, () -> values(name, sizes));
  }

  /** The values of a tensor: variances are positive, weights small enough for their number. */
  static float[] values(String name, List<Integer> shape) {
    SplittableRandom random = new SplittableRandom(name.hashCode());
    int size = shape.stream().reduce(1, Math::multiplyExact);
    boolean keras = name.endsWith(".kernel");
    int outputs = keras ? shape.get(shape.size() - 1) : shape.get(0);
    double scale = shape.size() > 1 ? 1.5 / Math.sqrt((double) size / outputs) : 1;
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      double value = 2 * random.nextDouble() - 1;
      boolean positive = name.endsWith("variance") || name.endsWith("running_var");
      values[i] = (float) (positive ? 0.5 + Math.abs(value) : scale * value);
    }
    return values;
  }
}
