package io.musicreclass.convert;

import io.musicreclass.convert.network.Encoder;
import io.musicreclass.convert.read.Checkpoint;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.models.Card;
import io.musicreclass.models.Kind;
import io.musicreclass.track.Excerpt;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** VGGish, with or without its PCA. */
final class VggishFamily implements EncoderFamily {
  @Override
  public Kind kind() {
    return Kind.VGGISH;
  }

  @Override
  public List<String> typicalTensors() {
    return List.of(
        "features.0.weight", "features.13.weight", "embeddings.0.weight", "embeddings.4.weight");
  }

  @Override
  public FoundEncoder find(
      Checkpoint checkpoint, Optional<Checkpoint> pca, Import.EncoderOptions options)
      throws ConvertException {
    return new FoundEncoder(
        encoder(checkpoint, pca),
        kind(),
        "VGGish",
        "vggish",
        "Apache-2.0 as the weights of VGGish",
        16_000,
        Excerpt.FULL,
        new Card.FrontEnd("vggish", Map.of("bands", 64, "frames", 96)),
        "mean over examples",
        1);
  }

  /**
   * The network (golden networks SPEC section 3): input log-mel examples [batch, 1, 96, 64], one
   * embedding each; with PCA parameters, from {@code pca} or the checkpoint itself, quantised to
   * whole numbers 0 to 255.
   *
   * @throws ConvertException if either checkpoint lacks a tensor or has one of another shape
   */
  static Encoder encoder(Checkpoint checkpoint, Optional<Checkpoint> pca) throws ConvertException {
    return new Encoder(Vggish.of(checkpoint, pca));
  }
}
