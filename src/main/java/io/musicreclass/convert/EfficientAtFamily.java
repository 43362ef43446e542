package io.musicreclass.convert;

import io.musicreclass.convert.network.Encoder;
import io.musicreclass.convert.read.Checkpoint;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.convert.tagger.EfficientAt;
import io.musicreclass.fetch.PinnedModel;
import io.musicreclass.fetch.RemoteFile;
import io.musicreclass.models.Card;
import io.musicreclass.models.Kind;
import io.musicreclass.track.Excerpt;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** EfficientAT's MobileNets of any width. */
final class EfficientAtFamily implements EncoderFamily {
  /** The published ones by their width. */
  private static final Map<Integer, String> NAMES =
      Map.of(384, "mn04", 480, "mn05", 960, "mn10", 1920, "mn20");

  /** Frames of the shortest window that runs on a GPU, one second. */
  private static final int SHORTEST = 100;

  @Override
  public Kind kind() {
    return Kind.EFFICIENTAT;
  }

  @Override
  public List<String> typicalTensors() {
    return List.of(
        "features.0.0.weight",
        "features.1.block.0.0.weight",
        "features.4.block.2.conc_se_layers.0.fc1.weight",
        "features.16.0.weight");
  }

  @Override
  public Optional<PinnedModel> byDefault() {
    return Optional.of(
        new PinnedModel(
            "mn04",
            "efficientat",
            "MIT, Florian Schmid",
            RemoteFile.exact(
                "mn04_as_mAP_432.pt",
                4_066_513,
                "899a8c6217063f6941793102a2780b3dd788ab11fce468d9cf5f0577c453321c"),
            List.of(
                URI.create(
                    "https://github.com/fschmid56/EfficientAT/releases/download/v0.0.1/mn04_as_mAP_432.pt"),
                URI.create(
                    "https://raw.githubusercontent.com/nikih94/swch-audio-classification/2b362d97544673ef1da403b44ecbe1174d8619ec/resources/mn04_as_mAP_432.pt"))));
  }

  @Override
  public FoundEncoder find(
      Checkpoint checkpoint, Optional<Checkpoint> pca, Import.EncoderOptions options)
      throws ConvertException {
    EfficientAt network = EfficientAt.of(checkpoint, options.labels());
    String name = NAMES.get(network.width());
    return new FoundEncoder(
        new Encoder(network),
        kind(),
        "EfficientAT" + (name == null ? "" : " " + name),
        name == null ? "efficientat-" + network.width() : name,
        name == null ? "As its trainer sets it" : "MIT as the weights of EfficientAT",
        32_000,
        Excerpt.FULL,
        new Card.FrontEnd("efficientat", Map.of("bands", 128, "frames", 1000)),
        "mean over windows",
        SHORTEST);
  }
}
