package io.musicreclass.engine.tensorrt;

import io.musicreclass.engine.EncoderCheck;
import io.musicreclass.engine.Engine;
import io.musicreclass.engine.TinyOnnx;
import io.musicreclass.engine.onnx.OnnxEngine;
import io.musicreclass.models.Card;
import io.musicreclass.models.Kind;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.models.ModelStore;
import io.musicreclass.track.Excerpt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Packages whose encoder multiplies three numbers by 1, 2, 3, and whose head takes the first two.
 */
final class TinyModel {
  static final Card.FrontEnd FIXED = new Card.FrontEnd("vggish", Map.of());

  private TinyModel() {}

  /** With encoder in both precisions, and head. */
  static ModelPackage write(Path root) throws IOException {
    return write(root, "tiny", FIXED, true);
  }

  static ModelPackage write(Path root, String name, Card.FrontEnd frontEnd, boolean half)
      throws IOException {
    return write(root, name, frontEnd, half, golden(root, name));
  }

  /** With another head. */
  static ModelPackage write(Path root, String name, byte[] head) throws IOException {
    return write(root, name, FIXED, true, golden(root, name), head);
  }

  private static Card.Response golden(Path root, String name) throws IOException {
    Path onnx = Files.write(root.resolve(name + ".onnx"), TinyOnnx.diagonal(3, 3));
    try (Engine cpu = new OnnxEngine(1)) {
      return EncoderCheck.run(onnx, List.of(1, 3), 3, cpu);
    }
  }

  static ModelPackage write(
      Path root, String name, Card.FrontEnd frontEnd, boolean half, Card.@Nullable Response golden)
      throws IOException {
    return write(root, name, frontEnd, half, golden, TinyOnnx.diagonal(3, 2));
  }

  private static ModelPackage write(
      Path root,
      String name,
      Card.FrontEnd frontEnd,
      boolean half,
      Card.@Nullable Response golden,
      byte[] headFile)
      throws IOException {
    Card.Head head =
        new Card.Head(null, List.of(), null, List.of("Jazz", "Rock"), List.of(), Map.of(), null);
    Card card =
        new Card(
            1,
            name,
            Kind.VGGISH,
            "mert",
            false,
            "CC0",
            null,
            null,
            16_000,
            Excerpt.FULL,
            frontEnd,
            new Card.Encoder(3, "mean", golden),
            head,
            Map.of());
    Map<String, ModelStore.Content> files = new LinkedHashMap<>();
    files.put(ModelPackage.ENCODER, out -> out.write(TinyOnnx.diagonal(3, 3)));
    files.put(ModelPackage.HEAD, out -> out.write(headFile));
    if (half) {
      files.put(ModelPackage.ENCODER_FP16, out -> out.write(TinyOnnx.diagonal(3, 3)));
    }
    return ModelStore.write(root.resolve("models"), card, files, staged -> {});
  }
}
