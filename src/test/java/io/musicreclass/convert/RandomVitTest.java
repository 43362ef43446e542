package io.musicreclass.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.convert.network.Encoder;
import io.musicreclass.convert.onnx.Precision;
import io.musicreclass.convert.read.Checkpoint;
import io.musicreclass.convert.read.TorchFiles;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares a tiny OpenJMLA encoder with random weights to its definition in plain loops. */
class RandomVitTest {
  private static final int WIDTH = 32;
  private static final int HEADS = 4;
  private static final int COLUMNS = 3;
  private static final int TOKENS = 1 + 5 * COLUMNS;
  private static final int FRAMES = 16 * COLUMNS;

  @TempDir private Path folder;
  private final TorchFiles weights = RandomNetworks.vit(WIDTH, 1, TOKENS);
  private final PlainForward plain = new PlainForward(weights);

  private double[][] embedded(float[] mel) {
    float[] kernel = weights.values("patch_embed.projection.weight");
    float[] bias = weights.values("patch_embed.projection.bias");
    float[] positions = weights.values("pos_embed");
    float[] classToken = weights.values("cls_token");
    double[][] tokens = new double[TOKENS][WIDTH];
    for (int token = 0; token < TOKENS; token++) {
      for (int o = 0; o < WIDTH; o++) {
        double sum = token == 0 ? classToken[o] : bias[o];
        for (int i = 0; token > 0 && i < 3 * 256; i++) {
          int row = (token - 1) / COLUMNS * 16 + i / 16 % 16;
          int column = (token - 1) % COLUMNS * 16 + i % 16;
          sum += kernel[o * 3 * 256 + i] * mel[row * FRAMES + column];
        }
        tokens[token][o] = sum + positions[token * WIDTH + o];
      }
    }
    return tokens;
  }

  private double[][] block(double[][] x) {
    double[][] qkv = plain.linear(plain.layerNorm(x, "layers.0.ln1", 1e-6), "layers.0.attn.qkv");
    double[][] mixed =
        PlainForward.attention(columns(qkv, 0), columns(qkv, 1), columns(qkv, 2), HEADS);
    double[][] attended = PlainForward.add(x, plain.linear(mixed, "layers.0.attn.proj"));
    double[][] inner =
        plain.linear(plain.layerNorm(attended, "layers.0.ln2", 1e-6), "layers.0.ffn.layers.0.0");
    return PlainForward.add(
        attended, plain.linear(PlainForward.gelu(inner), "layers.0.ffn.layers.1"));
  }

  private static double[][] columns(double[][] qkv, int part) {
    return Arrays.stream(qkv)
        .map(row -> Arrays.copyOfRange(row, part * WIDTH, (part + 1) * WIDTH))
        .toArray(double[][]::new);
  }

  private static double worst(float[] have, double[][] want) {
    double worst = 0;
    for (int i = 0; i < have.length; i++) {
      worst = Math.max(worst, Math.abs(have[i] - want[i / WIDTH][i % WIDTH]));
    }
    return worst;
  }

  @Test
  void everyTokenFollowsItsDefinition() throws Exception {
    Path onnx = folder.resolve("encoder.onnx");
    try (Checkpoint checkpoint = Checkpoint.open(weights.legacy(folder.resolve("epoch_20.pth")))) {
      Encoder encoder = JmlaFamily.encoder(checkpoint, OptionalInt.of(HEADS), Import.Pooling.MEAN);
      assertThat(encoder.facts()).containsEntry("frames", "48");
      encoder.writeEveryState(onnx, Precision.FP32);
    }
    float[] mel = new float[80 * FRAMES];
    Random random = new Random(3);
    for (int i = 0; i < mel.length; i++) {
      mel[i] = (float) random.nextGaussian();
    }
    Map<String, float[]> have = Onnx.run(onnx, mel, 1, 80, FRAMES);
    double[][] x = embedded(mel);
    assertThat(worst(have.get("tokens_after_0"), x)).isLessThan(1e-5);
    x = block(x);
    assertThat(worst(have.get("tokens_after_1"), x)).isLessThan(2e-5);
    assertThat(worst(have.get("final_tokens"), plain.layerNorm(x, "ln1", 1e-6))).isLessThan(2e-5);
  }
}
