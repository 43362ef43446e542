package io.musicreclass.convert;

import io.musicreclass.convert.read.TorchFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Checkpoints with the real networks' tensors in any size, with seeded random values. */
public final class RandomNetworks {
  private static final int TAPS = 128;
  private static final int GROUPS = 16;
  private static final List<Integer> KERNELS = List.of(10, 3, 3, 3, 3, 2, 2);

  private RandomNetworks() {}

  /** A MERT with group norm and without convolution bias, like both published sizes. */
  public static TorchFiles mert(int width, int layers, int inner) {
    int channels = width >= 512 ? 512 : width;
    TorchFiles file = new TorchFiles();
    weight(file, "masked_spec_embed", width);
    String convolutions = "feature_extractor.conv_layers.";
    for (int i = 0; i < KERNELS.size(); i++) {
      weight(
          file, convolutions + i + ".conv.weight", channels, i == 0 ? 1 : channels, KERNELS.get(i));
    }
    norm(file, convolutions + "0.layer_norm", channels);
    norm(file, "feature_projection.layer_norm", channels);
    linear(file, "feature_projection.projection", channels, width);
    weight(file, "encoder.pos_conv_embed.conv.bias", width);
    weight(file, "encoder.pos_conv_embed.conv.weight_g", 1, 1, TAPS);
    weight(file, "encoder.pos_conv_embed.conv.weight_v", width, width / GROUPS, TAPS);
    norm(file, "encoder.layer_norm", width);
    for (int n = 0; n < layers; n++) {
      String layer = "encoder.layers." + n + ".";
      for (String part : List.of("k_proj", "v_proj", "q_proj", "out_proj")) {
        linear(file, layer + "attention." + part, width, width);
      }
      norm(file, layer + "layer_norm", width);
      linear(file, layer + "feed_forward.intermediate_dense", width, inner);
      linear(file, layer + "feed_forward.output_dense", inner, width);
      norm(file, layer + "final_layer_norm", width);
    }
    return file;
  }

  /** The configuration of such a MERT. */
  public static Path mertConfig(
      Path file, int width, int layers, int heads, int inner, boolean stable) throws IOException {
    return Files.writeString(
        file,
        """
        {"hidden_size": %d, "num_hidden_layers": %d, "num_attention_heads": %d,
         "intermediate_size": %d, "do_stable_layer_norm": %b, "feat_extract_norm": "group",
         "conv_bias": false, "conv_kernel": %s, "conv_stride": [5, 2, 2, 2, 2, 2, 2],
         "layer_norm_eps": 1e-05, "num_conv_pos_embedding_groups": %d,
         "hidden_act": "gelu", "feat_extract_activation": "gelu"}
        """
            .formatted(width, layers, heads, inner, stable, KERNELS, GROUPS));
  }

  /** An OpenJMLA encoder. */
  public static TorchFiles vit(int width, int layers, int tokens) {
    TorchFiles file = new TorchFiles();
    weight(file, "cls_token", 1, 1, width);
    weight(file, "pos_embed", 1, tokens, width);
    weight(file, "patch_embed.projection.weight", width, 3, 16, 16);
    weight(file, "patch_embed.projection.bias", width);
    for (int n = 0; n < layers; n++) {
      String layer = "layers." + n + ".";
      norm(file, layer + "ln1", width);
      linear(file, layer + "attn.qkv", width, 3 * width);
      linear(file, layer + "attn.proj", width, width);
      norm(file, layer + "ln2", width);
      linear(file, layer + "ffn.layers.0.0", width, 4 * width);
      linear(file, layer + "ffn.layers.1", 4 * width, width);
    }
    norm(file, "ln1", width);
    return file;
  }

  /** A VGGish with this many channels in all layers, without PCA. */
  public static TorchFiles vggish(int channels, int width) {
    TorchFiles file = new TorchFiles();
    int before = 1;
    for (int index : List.of(0, 3, 6, 8, 11, 13)) {
      convolution(file, "features." + index, before, channels);
      before = channels;
    }
    linear(file, "embeddings.0", channels * 6 * 4, width);
    linear(file, "embeddings.2", width, width);
    linear(file, "embeddings.4", width, width);
    return file;
  }

  /** A genre CNN with four convolutions and a classifier on their means. */
  public static TorchFiles genreCnn(int channels, int genres) {
    TorchFiles file = new TorchFiles();
    int before = 1;
    for (int index : List.of(0, 3, 6, 9)) {
      convolution(file, "features." + index, before, channels);
      before = channels;
    }
    linear(file, "classifier.2", channels, genres);
    return file;
  }

  private static void convolution(TorchFiles file, String name, int inputs, int outputs) {
    weight(file, name + ".weight", outputs, inputs, 3, 3);
    weight(file, name + ".bias", outputs);
  }

  private static void linear(TorchFiles file, String name, int inputs, int outputs) {
    weight(file, name + ".weight", outputs, inputs);
    weight(file, name + ".bias", outputs);
  }

  private static void norm(TorchFiles file, String name, int width) {
    file.put(name + ".weight", List.of(width), values(name + ".weight", width, 0.8f, 1.2f));
    file.put(name + ".bias", List.of(width), values(name + ".bias", width, -0.1f, 0.1f));
  }

  private static void weight(TorchFiles file, String name, Integer... shape) {
    int count = List.of(shape).stream().reduce(1, (a, b) -> a * b);
    float spread = (float) Math.sqrt(3.0 * shape[0] / count);
    file.put(name, List.of(shape), values(name, count, -spread, spread));
  }

  private static Supplier<float[]> values(String name, int count, float low, float high) {
    return () -> {
      SplittableRandom random = new SplittableRandom(name.hashCode());
      float[] values = new float[count];
      for (int i = 0; i < count; i++) {
        values[i] = low + (high - low) * random.nextInt(1 << 24) * 0x1p-24f;
      }
      return values;
    };
  }
}
