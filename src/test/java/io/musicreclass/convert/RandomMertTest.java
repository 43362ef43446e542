package io.musicreclass.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.convert.network.Encoder;
import io.musicreclass.convert.onnx.Precision;
import io.musicreclass.convert.read.Checkpoint;
import io.musicreclass.convert.read.TorchFiles;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares a tiny MERT with random weights to its definition in plain loops. */
class RandomMertTest {
  private static final int WIDTH = 32;
  private static final int HEADS = 4;
  private static final int SAMPLES = 4000;

  @TempDir private Path folder;
  private final TorchFiles weights = RandomNetworks.mert(WIDTH, 2, 64);
  private final PlainForward plain = new PlainForward(weights);

  private Path written(boolean stable, Precision precision) throws Exception {
    Path config =
        RandomNetworks.mertConfig(folder.resolve("config.json"), WIDTH, 2, HEADS, 64, stable);
    Path onnx = folder.resolve("encoder.onnx");
    try (Checkpoint checkpoint =
        Checkpoint.open(weights.safetensors(folder.resolve("model.safetensors")))) {
      Encoder encoder = MertFamily.encoder(checkpoint, Optional.of(config));
      assertThat(encoder.width()).isEqualTo(WIDTH);
      encoder.writeEveryState(onnx, precision);
    }
    return onnx;
  }

  private static float[] wave(int samples) {
    Random random = new Random(7);
    float[] wave = new float[samples];
    for (int i = 0; i < samples; i++) {
      wave[i] = (float) random.nextGaussian();
    }
    return wave;
  }

  private double[][] attended(double[][] x, String name) {
    double[][] mixed =
        PlainForward.attention(
            plain.linear(x, name + "attention.q_proj"),
            plain.linear(x, name + "attention.k_proj"),
            plain.linear(x, name + "attention.v_proj"),
            HEADS);
    return plain.linear(mixed, name + "attention.out_proj");
  }

  private double[][] fed(double[][] x, String name) {
    double[][] inner = PlainForward.gelu(plain.linear(x, name + "feed_forward.intermediate_dense"));
    return plain.linear(inner, name + "feed_forward.output_dense");
  }

  private double[][] norm(double[][] x, String name) {
    return plain.layerNorm(x, name, 1e-5);
  }

  private static double[][] rows(float[] values) {
    double[][] rows = new double[values.length / WIDTH][WIDTH];
    for (int i = 0; i < values.length; i++) {
      rows[i / WIDTH][i % WIDTH] = values[i];
    }
    return rows;
  }

  private static double worst(double[][] have, double[][] want) {
    double worst = 0;
    for (int t = 0; t < want.length; t++) {
      for (int i = 0; i < WIDTH; i++) {
        worst = Math.max(worst, Math.abs(have[t][i] - want[t][i]));
      }
    }
    return worst;
  }

  @Test
  void aLayerWithNormsAfterItFollowsItsDefinition() throws Exception {
    Map<String, float[]> have = Onnx.run(written(false, Precision.FP32), wave(SAMPLES), 1, SAMPLES);
    double[][] x = rows(have.get("hidden_0"));
    for (int n = 0; n < 2; n++) {
      String name = "encoder.layers." + n + ".";
      x = norm(PlainForward.add(x, attended(x, name)), name + "layer_norm");
      x = norm(PlainForward.add(x, fed(x, name)), name + "final_layer_norm");
      assertThat(worst(rows(have.get("hidden_" + (n + 1))), x)).isLessThan(1e-5);
    }
  }

  @Test
  void aLayerWithNormsBeforeItFollowsItsDefinition() throws Exception {
    Map<String, float[]> have = Onnx.run(written(true, Precision.FP32), wave(SAMPLES), 1, SAMPLES);
    double[][] x = rows(have.get("hidden_0"));
    for (int n = 0; n < 2; n++) {
      String name = "encoder.layers." + n + ".";
      x = PlainForward.add(x, attended(norm(x, name + "layer_norm"), name));
      x = PlainForward.add(x, fed(norm(x, name + "final_layer_norm"), name));
    }
    assertThat(worst(rows(have.get("hidden_2")), norm(x, "encoder.layer_norm"))).isLessThan(1e-5);
  }

  @Test
  void theEmbeddingIsTheMeanOverTime() throws Exception {
    Map<String, float[]> have = Onnx.run(written(false, Precision.FP32), wave(SAMPLES), 1, SAMPLES);
    double[][] last = rows(have.get("hidden_2"));
    for (int i = 0; i < WIDTH; i++) {
      double mean = 0;
      for (double[] frame : last) {
        mean += frame[i] / last.length;
      }
      assertThat(have.get("embedding")[i]).isCloseTo((float) mean, within());
    }
  }

  private static Offset<Float> within() {
    return Offset.offset(1e-6f);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 4000, 4321, 24000})
  void everyLengthGivesAFrameEach320Samples(int samples) throws Exception {
    int frames = samples;
    int[] kernels = {10, 3, 3, 3, 3, 2, 2};
    int[] strides = {5, 2, 2, 2, 2, 2, 2};
    for (int i = 0; i < kernels.length; i++) {
      frames = (frames - kernels[i]) / strides[i] + 1;
    }
    Map<String, float[]> have = Onnx.run(written(false, Precision.FP32), wave(samples), 1, samples);
    assertThat(have.get("hidden_0")).hasSize(frames * WIDTH);
  }

  @Test
  void aBatchOfTwoEqualsTheSingleResults() throws Exception {
    Path onnx = written(true, Precision.FP32);
    float[] both = wave(2 * SAMPLES);
    float[] second = Arrays.copyOfRange(both, SAMPLES, 2 * SAMPLES);
    float[] together = Onnx.run(onnx, both, 2, SAMPLES).get("embedding");
    float[] alone = Onnx.run(onnx, second, 1, SAMPLES).get("embedding");
    assertThat(Onnx.worst(Arrays.copyOfRange(together, WIDTH, 2 * WIDTH), alone)).isLessThan(1e-5);
  }

  @Test
  void halfPrecisionStaysClose() throws Exception {
    float[] wave = wave(SAMPLES);
    float[] full = Onnx.run(written(true, Precision.FP32), wave, 1, SAMPLES).get("embedding");
    float[] half = Onnx.run(written(true, Precision.FP16), wave, 1, SAMPLES).get("embedding");
    assertThat(Onnx.worst(half, full)).isPositive().isLessThan(5e-3);
  }
}
