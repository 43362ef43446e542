package io.musicreclass.convert;

import com.fasterxml.jackson.databind.JsonNode;
import io.musicreclass.convert.network.Encoder;
import io.musicreclass.convert.read.Checkpoint;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.fetch.PublishedModel;
import io.musicreclass.fetch.RemoteFile;
import io.musicreclass.models.Card;
import io.musicreclass.models.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * MERT: a folder as Hugging Face has it, or a checkpoint with or without its {@code config.json}
 * and {@code preprocessor_config.json}.
 */
final class MertFamily implements EncoderFamily {
  /** In Hz, as the published preprocessors say; both sizes were trained on it. */
  private static final int SAMPLE_RATE = 24_000;

  private static final List<String> WEIGHTS = List.of("model.safetensors", "pytorch_model.bin");

  /** The published widths by the names they can be fetched by. */
  private static final Map<Integer, String> NAMES = Map.of(768, "mert-95m", 1024, "mert-330m");

  private static final String LICENCE =
      "CC-BY-NC-4.0: for non-commercial use only, with attribution"
          + " (https://creativecommons.org/licenses/by-nc/4.0/)";

  @Override
  public Kind kind() {
    return Kind.MERT;
  }

  @Override
  public List<String> typicalTensors() {
    return List.of(
        "feature_extractor.conv_layers.0.conv.weight",
        "feature_projection.projection.weight",
        "encoder.pos_conv_embed.conv.bias",
        "encoder.layers.0.attention.q_proj.weight");
  }

  /** The smaller one first. */
  @Override
  public List<PublishedModel> published() {
    return List.of(
        new PublishedModel(
            "mert-95m",
            "mert",
            "m-a-p/MERT-v1-95M",
            "12af15fef9d0ac838c3f475bfbbf26d2060dd4f5",
            768,
            LICENCE,
            List.of(
                RemoteFile.exact(
                    "pytorch_model.bin",
                    377_552_987,
                    "a2b8b747f72c06e0595aeae41ae5473f4364938c6b39b2c58be38c48e6bd3fcd"),
                RemoteFile.exact(
                    "config.json",
                    1_817,
                    "ea2627c4c7825cd66f3c944b6b966331604c35928174e0100cd4a82829424e32"))),
        new PublishedModel(
            "mert-330m",
            "mert",
            "m-a-p/MERT-v1-330M",
            "57744365a426add51b060b9b166a6f9d4fd0cafe",
            1024,
            LICENCE,
            List.of(
                new RemoteFile(
                    "pytorch_model.bin",
                    1_255_000_000,
                    1_265_000_000,
                    Optional.of(
                        "0c03774d821a6ad972cb48220b128a10ebea2c790116bd0fd35e5a013f8017f6")),
                // published without a hash; the importer compares it with the tensors' shapes
                new RemoteFile("config.json", 2, 1 << 20, Optional.empty()))));
  }

  @Override
  public Path checkpoint(Path source) throws ConvertException {
    if (!Files.isDirectory(source)) {
      return source;
    }
    return WEIGHTS.stream()
        .map(source::resolve)
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(
            () ->
                ConvertException.of(
                    source,
                    "has neither " + String.join(" nor ", WEIGHTS),
                    "Give the whole downloaded folder, or the checkpoint itself"));
  }

  @Override
  public FoundEncoder find(
      Checkpoint checkpoint, Optional<Checkpoint> pca, Import.EncoderOptions options)
      throws ConvertException {
    Optional<Path> config = beside(checkpoint.file(), "config.json");
    Optional<Path> preprocessor = beside(checkpoint.file(), "preprocessor_config.json");
    Encoder encoder = encoder(checkpoint, config);
    int sampleRate = preprocessor.isPresent() ? sampleRate(preprocessor.get()) : SAMPLE_RATE;
    boolean normalised = preprocessor.isEmpty() || normalised(preprocessor.get());
    return new FoundEncoder(
        encoder,
        kind(),
        "MERT",
        NAMES.getOrDefault(encoder.width(), "mert-" + encoder.width()),
        "CC-BY-NC-4.0 as the weights of MERT-v1: for non-commercial use only",
        sampleRate,
        FoundEncoder.FIRST_30_SECONDS,
        new Card.FrontEnd("mert", Map.of("normalise", normalised)),
        "mean",
        sampleRate);
  }

  private static Optional<Path> beside(Path weights, String name) {
    return Optional.of(weights.resolveSibling(name)).filter(Files::isRegularFile);
  }

  /**
   * The network (golden networks SPEC section 1): input a normalised 24 kHz waveform [batch,
   * samples], embedding the mean over time of the last hidden state. Waveforms of one batch have
   * one length.
   *
   * @param config the {@code config.json} that belongs to the checkpoint; empty: it is one of the
   *     two published MERTs
   * @throws ConvertException if the checkpoint is no MERT, or not the one of the configuration
   */
  static Encoder encoder(Checkpoint checkpoint, Optional<Path> config) throws ConvertException {
    return new Encoder(Mert.of(checkpoint, config));
  }

  /** Whether each waveform is brought to mean 0 and deviation 1 first. */
  private static boolean normalised(Path preprocessor) throws ConvertException {
    return MertConfig.json(preprocessor).path("do_normalize").asBoolean(true);
  }

  private static int sampleRate(Path preprocessor) throws ConvertException {
    JsonNode rate = MertConfig.json(preprocessor).path("sampling_rate");
    int hz = rate.asInt(SAMPLE_RATE);
    if (hz < 1000 || hz > 192_000) {
      throw ConvertException.of(
          preprocessor,
          "sampling_rate is " + rate + " Hz",
          "Replace it by the file from the network's own page");
    }
    return hz;
  }
}
