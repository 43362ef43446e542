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
    Path onnx = Files.write(root.resolve(name + ".onnx"), TinyOnnx.diagonal(3, 3));
    Card.Response golden;
    try (Engine cpu = new OnnxEngine(1)) {
      golden = EncoderCheck.run(onnx, List.of(1, 3), 3, cpu);
    }
    return write(root, name, frontEnd, half, golden);
  }

  static ModelPackage write(
      Path root, String name, Card.FrontEnd frontEnd, boolean half, Card.@Nullable Response golden)
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
    files.put(ModelPackage.HEAD, out -> out.write(TinyOnnx.diagonal(3, 2)));
    if (half) {
      files.put(ModelPackage.ENCODER_FP16, out -> out.write(TinyOnnx.diagonal(3, 3)));
    }
    return ModelStore.write(root.resolve("models"), card, files, staged -> {});
  }
}
