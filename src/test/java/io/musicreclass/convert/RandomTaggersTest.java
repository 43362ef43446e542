package io.musicreclass.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.convert.network.Encoder;
import io.musicreclass.convert.onnx.Precision;
import io.musicreclass.convert.read.Checkpoint;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.models.Card;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The taggers of random weights against a plain forward pass, layer by layer as published. */
class RandomTaggersTest {
  private static final int FRAMES = 187;
  private static final int BANDS = 96;
  private static final double EPSILON = 1e-3;

  @TempDir private Path folder;

  private Path labels(int count) throws IOException {
    List<String> names = IntStream.range(0, count).mapToObj(i -> "class " + i).toList();
    return Files.write(folder.resolve("labels.txt"), names);
  }

  private Encoder found(EncoderFamily family, Checkpoint checkpoint, Optional<Path> labels)
      throws ConvertException {
    Import.EncoderOptions options = Import.EncoderOptions.labels(labels);
    return family.find(checkpoint, Optional.empty(), options).encoder();
  }

  private static float[] noise(int size) {
    SplittableRandom random = new SplittableRandom(9);
    float[] noise = new float[size];
    for (int i = 0; i < size; i++) {
      noise[i] = (float) (2 * random.nextDouble() - 1);
    }
    return noise;
  }

  @Test
  void musicnnIsItsDefinition() throws Exception {
    Path onnx = folder.resolve("encoder.onnx");
    Path file = RandomTaggers.musicnn().write(folder.resolve("musicnn.h5"));
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      Encoder encoder = found(new MusicnnFamily(), checkpoint, Optional.of(labels(50)));
      assertThat(encoder.width()).isEqualTo(200);
      assertThat(encoder.outputs()).isEqualTo(250);
      encoder.write(onnx, Precision.FP32);
    }
    float[] patch = noise(FRAMES * BANDS);

    float[] output = Onnx.run(onnx, patch, 1, 1, FRAMES, BANDS).get("embedding");

    double worst = Onnx.worst(output, new PlainMusicnn().output(patch));
    System.out.printf("random musicnn: worst difference %.2g%n", worst);
    assertThat(worst).isPositive().isLessThan(1e-4);
  }

  /** In floats, with the published order of layers: ReLU, batch norm, then maxima. */
  private static final class PlainMusicnn {
    private final Map<String, List<Integer>> shapes = RandomTaggers.musicnnShapes();

    private final Map<String, float[]> tensors = new HashMap<>();

    private float[] values(String name) {
      return tensors.computeIfAbsent(name, one -> RandomTaggers.values(one, shapes.get(one)));
    }

    float[] output(float[] patch) {
      float[] x = patch.clone();
      normalise(x, "batch_normalization", 1);
      float[][] front = new float[561][];
      int at = 0;
      int[][] pads = {{3, 3}, {3, 3}, {63, 64}, {31, 32}, {15, 16}};
      for (int i = 0; i < pads.length; i++) {
        String name = "conv2d" + (i == 0 ? "" : "_" + i);
        for (float[] row : highest(x, name, "batch_normalization_" + (i + 1), pads[i][0])) {
          front[at++] = row;
        }
      }
      float[][] c1 = middle(front, 1);
      float[][] c2 = sum(middle(c1, 2), c1);
      float[][] c3 = sum(middle(c2, 3), c2);
      float[] pooled = new float[1506];
      at = 0;
      for (float[][] part : List.of(front, c1, c2, c3)) {
        for (float[] row : part) {
          float highest = Float.NEGATIVE_INFINITY;
          double mean = 0;
          for (float value : row) {
            highest = Math.max(highest, value);
            mean += value / row.length;
          }
          pooled[at++] = highest;
          pooled[at++] = (float) mean;
        }
      }
      normalise(pooled, "bn_flatpool", 1506);
      float[] embedding = dense(pooled, "dense");
      for (int i = 0; i < embedding.length; i++) {
        embedding[i] = Math.max(0, embedding[i]);
      }
      normalise(embedding, "bn_dense", 200);
      float[] output = Arrays.copyOf(embedding, 250);
      float[] logits = dense(embedding, "dense_1");
      for (int i = 0; i < 50; i++) {
        output[200 + i] = (float) (1 / (1 + Math.exp(-logits[i])));
      }
      return output;
    }

    /** Channels in turn: the last axis, or all values of one channel. */
    private void normalise(float[] x, String name, int channels) {
      for (int i = 0; i < x.length; i++) {
        x[i] = normalised(x[i], name, i % channels);
      }
    }

    private float normalised(float value, String name, int channel) {
      double spread = Math.sqrt(values(name + ".moving_variance")[channel] + EPSILON);
      double centred = value - values(name + ".moving_mean")[channel];
      return (float)
          (centred / spread * values(name + ".gamma")[channel] + values(name + ".beta")[channel]);
    }

    private float[][] highest(float[] x, String name, String norm, int before) {
      List<Integer> shape = shapes.get(name + ".kernel");
      int taps = shape.get(0);
      int bands = shape.get(1);
      int channels = shape.get(3);
      float[] kernel = values(name + ".kernel");
      float[] bias = values(name + ".bias");
      int positions = BANDS - bands + 1;
      float[][] highest = new float[channels][FRAMES];
      float[] sums = new float[positions];
      for (int c = 0; c < channels; c++) {
        float[] lowHigh = new float[2];
        for (int t = 0; t < FRAMES; t++) {
          Arrays.fill(sums, bias[c]);
          for (int tap = 0; tap < taps; tap++) {
            int from = t + tap - before;
            for (int band = 0; from >= 0 && from < FRAMES && band < bands; band++) {
              add(sums, kernel[(tap * bands + band) * channels + c], x, from * BANDS + band);
            }
          }
          lowHigh[0] = Float.POSITIVE_INFINITY;
          lowHigh[1] = Float.NEGATIVE_INFINITY;
          for (float sum : sums) {
            lowHigh[0] = Math.min(lowHigh[0], Math.max(0, sum));
            lowHigh[1] = Math.max(lowHigh[1], Math.max(0, sum));
          }
          highest[c][t] =
              Math.max(normalised(lowHigh[0], norm, c), normalised(lowHigh[1], norm, c));
        }
      }
      return highest;
    }

    private static void add(float[] sums, float factor, float[] x, int from) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += factor * x[from + i];
      }
    }

    private float[][] middle(float[][] x, int number) {
      float[] kernel = values("midend_conv" + number + ".kernel");
      float[] bias = values("midend_conv" + number + ".bias");
      float[][] y = new float[64][FRAMES];
      for (int o = 0; o < 64; o++) {
        for (int t = 0; t < FRAMES; t++) {
          double sum = bias[o];
          for (int tap = Math.max(0, 3 - t); tap < Math.min(7, FRAMES + 3 - t); tap++) {
            for (int c = 0; c < x.length; c++) {
              sum += (double) kernel[(tap * x.length + c) * 64 + o] * x[c][t + tap - 3];
            }
          }
          y[o][t] = normalised((float) Math.max(0, sum), "bn_midend_conv" + number, o);
        }
      }
      return y;
    }

    private static float[][] sum(float[][] a, float[][] b) {
      float[][] sum = new float[a.length][];
      for (int c = 0; c < a.length; c++) {
        sum[c] = a[c].clone();
        add(sum[c], 1, b[c], 0);
      }
      return sum;
    }

    private float[] dense(float[] x, String name) {
      float[] kernel = values(name + ".kernel");
      float[] y = values(name + ".bias");
      for (int o = 0; o < y.length; o++) {
        double sum = y[o];
        for (int i = 0; i < x.length; i++) {
          sum += (double) kernel[i * y.length + o] * x[i];
        }
        y[o] = (float) sum;
      }
      return y;
    }
  }

  @Test
  void efficientAtIsItsDefinition() throws Exception {
    int frames = 70;
    Path onnx = folder.resolve("encoder.onnx");
    try (Checkpoint checkpoint =
        Checkpoint.open(RandomTaggers.efficientAt().zip(folder.resolve("mn.pt")))) {
      Encoder encoder = found(new EfficientAtFamily(), checkpoint, Optional.empty());
      assertThat(encoder.width()).isEqualTo(12);
      assertThat(encoder.classes().orElseThrow().values()).isEqualTo(Card.Classes.Unit.LOGIT);
      encoder.write(onnx, Precision.FP32);
    }
    float[] window = noise(128 * frames);

    float[] output = Onnx.run(onnx, window, 1, 1, 128, frames).get("embedding");

    double worst = Onnx.worst(output, PlainEfficientAt.output(window, frames));
    System.out.printf("random EfficientAT: worst difference %.2g%n", worst);
    assertThat(worst).isPositive().isLessThan(1e-4);
  }

  /** Images as channels of rows. */
  private static final class PlainEfficientAt {
    private PlainEfficientAt() {}

    private static float[] values(String name, Integer... shape) {
      return RandomTaggers.values(name, List.of(shape));
    }

    static float[] output(float[] window, int frames) {
      double[][][] x = new double[1][128][frames];
      for (int i = 0; i < window.length; i++) {
        x[0][i / frames][i % frames] = window[i];
      }
      x = activated(conv(x, "features.0.0", "features.0.1", 4, 3, 2, false), true);
      for (int i = 0; i < RandomTaggers.BLOCKS.length; i++) {
        x = block(x, "features." + (i + 1) + ".block.", i, RandomTaggers.BLOCKS[i]);
      }
      x = activated(conv(x, "features.16.0", "features.16.1", 12, 1, 1, false), true);
      double[] means = means(x);
      double[] hidden = linear(means, "classifier.2", 10);
      for (int i = 0; i < hidden.length; i++) {
        hidden[i] = hardswish(hidden[i]);
      }
      double[] logits = linear(hidden, "classifier.5", 527);
      float[] output = new float[means.length + logits.length];
      for (int i = 0; i < output.length; i++) {
        output[i] = (float) (i < means.length ? means[i] : logits[i - means.length]);
      }
      return output;
    }

    private static double[][][] block(double[][][] input, String name, int number, int[] block) {
      boolean hardswish = number >= 6;
      double[][][] x = input;
      int at = 0;
      if (number > 0) {
        x = activated(conv(x, name + "0.0", name + "0.1", block[3], 1, 1, false), hardswish);
        at = 1;
      }
      String each = name + at++;
      x = conv(x, each + ".0", each + ".1", block[3], block[0], block[2], true);
      x = activated(x, hardswish);
      if (block[1] == 1) {
        String squeeze = name + at++ + ".conc_se_layers.0.";
        double[] inner = linear(means(x), squeeze + "fc1", 2);
        Arrays.setAll(inner, i -> Math.max(0, inner[i]));
        double[] shares = linear(inner, squeeze + "fc2", block[3]);
        for (int c = 0; c < x.length; c++) {
          double share = 1 / (1 + Math.exp(-shares[c]));
          for (double[] row : x[c]) {
            Arrays.setAll(row, i -> row[i] * share);
          }
        }
      }
      x = conv(x, name + at + ".0", name + at + ".1", block[4], 1, 1, false);
      for (int c = 0; block[2] == 1 && input.length == x.length && c < x.length; c++) {
        for (int h = 0; h < x[c].length; h++) {
          for (int w = 0; w < x[c][h].length; w++) {
            x[c][h][w] += input[c][h][w];
          }
        }
      }
      return x;
    }

    private static double[][][] conv(
        double[][][] x, String name, String norm, int outputs, int size, int stride, boolean each) {
      int inputs = each ? 1 : x.length;
      float[] kernel = values(name + ".weight", outputs, inputs, size, size);
      float[] gamma = values(norm + ".weight", outputs);
      float[] beta = values(norm + ".bias", outputs);
      float[] mean = values(norm + ".running_mean", outputs);
      float[] variance = values(norm + ".running_var", outputs);
      int height = (x[0].length - 1) / stride + 1;
      int width = (x[0][0].length - 1) / stride + 1;
      double[][][] y = new double[outputs][height][width];
      for (int o = 0; o < outputs; o++) {
        for (int h = 0; h < height; h++) {
          for (int w = 0; w < width; w++) {
            double sum = 0;
            for (int k = 0; k < inputs * size * size; k++) {
              int row = h * stride + k / size % size - size / 2;
              int column = w * stride + k % size - size / 2;
              double[][] channel = x[each ? o : k / (size * size)];
              if (row >= 0 && row < channel.length && column >= 0 && column < channel[0].length) {
                sum += kernel[o * inputs * size * size + k] * channel[row][column];
              }
            }
            y[o][h][w] = (sum - mean[o]) / Math.sqrt(variance[o] + EPSILON) * gamma[o] + beta[o];
          }
        }
      }
      return y;
    }

    private static double[][][] activated(double[][][] x, boolean hardswish) {
      for (double[][] channel : x) {
        for (double[] row : channel) {
          Arrays.setAll(row, i -> hardswish ? hardswish(row[i]) : Math.max(0, row[i]));
        }
      }
      return x;
    }

    private static double hardswish(double x) {
      return x * Math.max(0, Math.min(6, x + 3)) / 6;
    }

    private static double[] means(double[][][] x) {
      return Arrays.stream(x)
          .mapToDouble(c -> Arrays.stream(c).flatMapToDouble(Arrays::stream).average().orElse(0))
          .toArray();
    }

    private static double[] linear(double[] x, String name, int outputs) {
      float[] weight = values(name + ".weight", outputs, x.length);
      float[] bias = values(name + ".bias", outputs);
      double[] y = new double[outputs];
      for (int o = 0; o < outputs; o++) {
        y[o] = bias[o];
        for (int i = 0; i < x.length; i++) {
          y[o] += weight[o * x.length + i] * x[i];
        }
      }
      return y;
    }
  }

  @Test
  void aMusicnnOfOtherWeightsNeedsTheNamesOfItsTags() throws Exception {
    Path file = RandomTaggers.musicnn().write(folder.resolve("musicnn.h5"));
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      assertThatThrownBy(() -> found(new MusicnnFamily(), checkpoint, Optional.empty()))
          .hasMessageContaining("the names of its 50 tags are unknown")
          .hasMessageContaining("--labels FILE");
    }
  }

  @Test
  void namesThatDoNotFitAreRefused() throws Exception {
    Path file = RandomTaggers.musicnn().write(folder.resolve("musicnn.h5"));
    Path few = labels(49);
    Path twice = folder.resolve("twice.txt");
    Files.write(twice, Collections.nCopies(50, "same"));
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      assertThatThrownBy(() -> found(new MusicnnFamily(), checkpoint, Optional.of(few)))
          .hasMessageContaining("has 49 names, but the network has 50 classes");
      assertThatThrownBy(() -> found(new MusicnnFamily(), checkpoint, Optional.of(twice)))
          .hasMessageContaining("has the name 'same' twice");
      assertThatThrownBy(
              () -> found(new MusicnnFamily(), checkpoint, Optional.of(folder.resolve("none"))))
          .hasMessageContaining("cannot be read");
    }
  }

  @Test
  void namesMayComeFromAudioSetsTable() throws Exception {
    Path table = folder.resolve("table.csv");
    StringBuilder text = new StringBuilder("index,mid,display_name\n");
    for (int i = 0; i < 50; i++) {
      text.append(i).append(",/m/").append(i).append(",\"Name ").append(i).append(", or so\"\n");
    }
    Files.writeString(table, text);
    Path file = RandomTaggers.musicnn().write(folder.resolve("musicnn.h5"));
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      Encoder encoder = found(new MusicnnFamily(), checkpoint, Optional.of(table));
      assertThat(encoder.classes().orElseThrow().names()).startsWith("Name 0, or so");
    }
  }

  @Test
  void aMissingTensorIsNamed() throws Exception {
    Path file =
        RandomTaggers.musicnn().remove("bn_dense", "beta").write(folder.resolve("musicnn.h5"));
    Optional<Path> names = Optional.of(labels(50));
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      assertThatThrownBy(() -> found(new MusicnnFamily(), checkpoint, names))
          .hasMessageContaining("tensor bn_dense.beta is missing");
    }
  }
}
