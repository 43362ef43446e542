package io.musicreclass.convert;

import io.musicreclass.convert.network.Encoder;
import io.musicreclass.convert.network.StateDict;
import io.musicreclass.convert.read.Checkpoint;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.models.Card;
import io.musicreclass.models.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Genre CNNs, whose convolutions become the encoder and whose classifier becomes the head. */
final class GenreCnnFamily implements EncoderFamily {
  @Override
  public Kind kind() {
    return Kind.GTZAN_CNN;
  }

  @Override
  public List<String> typicalTensors() {
    return List.of(
        "layer1.0.conv1.weight", "conv1.weight", "conv_layers.0.weight", "classifier.1.weight");
  }

  @Override
  public boolean containsHead() {
    return true;
  }

  /** Those that need an exact number of frames were trained on dB scaled to 0 ... 1. */
  @Override
  public FoundEncoder find(
      Checkpoint checkpoint, Optional<Checkpoint> pca, Import.EncoderOptions options)
      throws ConvertException {
    Encoder encoder = encoder(checkpoint);
    Map<String, Object> parameters = new TreeMap<>(Map.of("bands", 128));
    if (encoder.frames().isPresent()) {
      parameters.put("frames", encoder.frames().getAsInt());
      parameters.put("scaled", true);
    }
    return new FoundEncoder(
        encoder,
        kind(),
        "genre CNN",
        "gtzan-cnn",
        "As its trainer sets it",
        22_050,
        FoundEncoder.FIRST_30_SECONDS,
        new Card.FrontEnd("gtzan-cnn", parameters),
        "none",
        128);
  }

  /**
   * The convolutions (golden networks SPEC section 5): input a mel spectrogram in dB [batch, 1, mel
   * bands, frames], embedding what the classifier takes. {@link CheckpointHead} reads the
   * classifier from the same file.
   *
   * @throws ConvertException if the checkpoint has none of the known architectures
   */
  static Encoder encoder(Checkpoint checkpoint) throws ConvertException {
    StateDict state = StateDict.of(checkpoint).unwrapped();
    return new Encoder(
        state.has("layer1.0.conv1.weight") ? new ResidualCnn(state) : PlainCnn.of(state));
  }
}
