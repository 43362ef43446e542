package io.musicreclass.convert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.musicreclass.convert.read.ConvertException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The settings in a MERT's {@code config.json} that its tensors do not show.
 *
 * @param stable whether norms precede attention and feed-forward, with one after all layers
 * @param groupNorm whether only the first convolution is normalised, over time; otherwise each,
 *     over channels
 */
record MertConfig(
    int hidden,
    int layers,
    int heads,
    int feedForward,
    boolean stable,
    boolean groupNorm,
    boolean convBias,
    float epsilon,
    int positionGroups,
    List<Integer> kernels,
    List<Integer> strides) {
  /** Bytes; published ones have two thousand. */
  private static final long LARGEST = 1 << 20;

  /**
   * Reads it.
   *
   * @throws ConvertException if it cannot be read, or describes an unsupported network
   */
  static MertConfig read(Path file) throws ConvertException {
    JsonNode json = json(file);
    only(file, json, "hidden_act", "gelu");
    only(file, json, "feat_extract_activation", "gelu");
    only(file, json, "feature_extractor_cqt", "false");
    only(file, json, "deepnorm", "false");
    only(file, json, "feat_proj_layer_norm", "true");
    String norm = json.path("feat_extract_norm").asText("group");
    if (!norm.equals("group") && !norm.equals("layer")) {
      throw refused(file, "feat_extract_norm", norm);
    }
    List<Integer> kernels = list(file, json, "conv_kernel");
    List<Integer> strides = list(file, json, "conv_stride");
    if (kernels.size() != strides.size()) {
      throw refused(file, "conv_stride", strides.toString());
    }
    int hidden = positive(file, json, "hidden_size");
    int heads = positive(file, json, "num_attention_heads");
    if (hidden % heads != 0) {
      throw refused(file, "num_attention_heads", heads + " at hidden_size " + hidden);
    }
    return new MertConfig(
        hidden,
        positive(file, json, "num_hidden_layers"),
        heads,
        positive(file, json, "intermediate_size"),
        json.path("do_stable_layer_norm").asBoolean(false),
        norm.equals("group"),
        json.path("conv_bias").asBoolean(false),
        (float) json.path("layer_norm_eps").asDouble(1e-5),
        positive(file, json, "num_conv_pos_embedding_groups"),
        kernels,
        strides);
  }

  /**
   * The configuration of the published MERT of this width, for a checkpoint without one.
   *
   * @throws ConvertException if there is none of this width
   */
  static MertConfig published(Path checkpoint, int width) throws ConvertException {
    return switch (width) {
      case 768 -> published(width, 12, 12, false);
      case 1024 -> published(width, 24, 16, true);
      default ->
          throw ConvertException.of(
              checkpoint,
              "has the width " + width + ", which no published MERT has",
              "Put its config.json next to it");
    };
  }

  private static MertConfig published(int width, int layers, int heads, boolean stable) {
    return new MertConfig(
        width,
        layers,
        heads,
        4 * width,
        stable,
        true,
        false,
        1e-5f,
        16,
        List.of(10, 3, 3, 3, 3, 2, 2),
        List.of(5, 2, 2, 2, 2, 2, 2));
  }

  /** Reads a small JSON file of a network's folder. */
  static JsonNode json(Path file) throws ConvertException {
    try {
      if (Files.size(file) > LARGEST) {
        throw new IOException(Files.size(file) + " bytes");
      }
      return new ObjectMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw ConvertException.of(
          file,
          "cannot be read (" + firstLine(e) + ")",
          "Replace it by the file from the network's own page",
          e);
    }
  }

  /** Jackson's second line only gives the location. */
  private static String firstLine(IOException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static void only(Path file, JsonNode json, String key, String wanted)
      throws ConvertException {
    String value = json.path(key).asText(wanted);
    if (!value.equals(wanted)) {
      throw refused(file, key, value);
    }
  }

  private static int positive(Path file, JsonNode json, String key) throws ConvertException {
    int value = json.path(key).asInt(0);
    if (value < 1) {
      throw refused(file, key, json.path(key).toString());
    }
    return value;
  }

  private static List<Integer> list(Path file, JsonNode json, String key) throws ConvertException {
    List<Integer> values = new ArrayList<>();
    for (JsonNode value : json.path(key)) {
      if (value.asInt(0) < 1) {
        throw refused(file, key, value.toString());
      }
      values.add(value.asInt());
    }
    if (values.isEmpty()) {
      throw refused(file, key, "[]");
    }
    return values;
  }

  private static ConvertException refused(Path file, String key, String value) {
    return ConvertException.of(
        file,
        key + " is '" + value + "', which is not supported",
        "Supported are MERT-v1-95M, MERT-v1-330M and networks of the same architecture");
  }
}
