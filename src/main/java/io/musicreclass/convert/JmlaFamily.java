package io.musicreclass.convert;

import io.musicreclass.convert.network.Encoder;
import io.musicreclass.convert.read.Checkpoint;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.fetch.PublishedModel;
import io.musicreclass.fetch.RemoteFile;
import io.musicreclass.models.Card;
import io.musicreclass.models.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The vision transformer of OpenJMLA. */
final class JmlaFamily implements EncoderFamily {
  @Override
  public Kind kind() {
    return Kind.JMLA;
  }

  @Override
  public List<String> typicalTensors() {
    return List.of(
        "patch_embed.projection.weight",
        "pos_embed",
        "layers.0.attn.qkv.weight",
        "layers.0.ffn.layers.0.0.weight");
  }

  @Override
  public List<PublishedModel> published() {
    return List.of(
        new PublishedModel(
            "openjmla",
            "jmla",
            "UniMus/OpenJMLA",
            "d190fe92a65051176b61b9e8f8f057e6d7781eb9",
            768,
            "\"cc\", as its page says: Creative Commons without naming which; ask its authors"
                + " before any use but research (https://huggingface.co/UniMus/OpenJMLA)",
            List.of(
                new RemoteFile(
                    "epoch_20.pth",
                    345_500_000,
                    346_500_000,
                    Optional.of(
                        "cffdf796c0506b5dba4f48dfb1e8d0bbddac95545503cfbaa9661c9bddf07901")))));
  }

  @Override
  public FoundEncoder find(
      Checkpoint checkpoint, Optional<Checkpoint> pca, Import.EncoderOptions options)
      throws ConvertException {
    Import.Pooling pooling = options.pooling();
    Encoder encoder = encoder(checkpoint, options.heads(), pooling);
    return new FoundEncoder(
        encoder,
        kind(),
        "OpenJMLA encoder",
        pooling == Import.Pooling.MEAN ? "openjmla" : "openjmla-class",
        "As the authors of OpenJMLA set it: see the page the file came from",
        16_000,
        FoundEncoder.FIRST_30_SECONDS,
        new Card.FrontEnd("jmla", Map.of("bands", 80, "frames", encoder.frames().orElseThrow())),
        pooling.name().toLowerCase(Locale.ROOT),
        1);
  }

  /**
   * The network (golden networks SPEC section 2): input a normalised log-mel spectrogram [batch,
   * mel bands, frames], of the one size that its position embeddings are for.
   *
   * @param heads attention heads, which a checkpoint does not contain; empty: 12 at width 768
   * @throws ConvertException if it is no such network, or the number of heads is not known
   */
  static Encoder encoder(Checkpoint checkpoint, OptionalInt heads, Import.Pooling pooling)
      throws ConvertException {
    return new Encoder(Vit.of(checkpoint, heads, pooling));
  }
}
