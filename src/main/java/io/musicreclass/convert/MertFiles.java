package io.musicreclass.convert;

import com.fasterxml.jackson.databind.JsonNode;
import io.musicreclass.convert.read.Checkpoint;
import io.musicreclass.convert.read.ConvertException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The files of a MERT: a folder as Hugging Face has it, or a checkpoint with or without its
 * companions.
 */
record MertFiles(Path weights, Optional<Path> config, Optional<Path> preprocessor) {
  /** As its published preprocessors say, and the waveforms of both sizes were. */
  private static final int SAMPLE_RATE = 24_000;

  private static final List<String> WEIGHTS = List.of("model.safetensors", "pytorch_model.bin");

  /**
   * Finds them.
   *
   * @throws ConvertException if the folder has no weights
   */
  static MertFiles of(Path source) throws ConvertException {
    Path weights = source;
    if (Files.isDirectory(source)) {
      weights =
          WEIGHTS.stream()
              .map(source::resolve)
              .filter(Files::isRegularFile)
              .findFirst()
              .orElseThrow(
                  () ->
                      ConvertException.of(
                          source,
                          "has neither " + String.join(" nor ", WEIGHTS),
                          "Give the folder that was downloaded whole, or the checkpoint itself"));
    }
    return new MertFiles(
        weights, beside(weights, "config.json"), beside(weights, "preprocessor_config.json"));
  }

  private static Optional<Path> beside(Path weights, String name) {
    return Optional.of(weights.resolveSibling(name)).filter(Files::isRegularFile);
  }

  Encoder encoder(Checkpoint checkpoint) throws ConvertException {
    return config.isPresent() ? Encoder.mert(checkpoint, config.get()) : Encoder.mert(checkpoint);
  }

  /** Whether each waveform is brought to mean 0 and deviation 1 first. */
  boolean normalised() throws ConvertException {
    return preprocessor.isEmpty()
        || MertConfig.json(preprocessor.get()).path("do_normalize").asBoolean(true);
  }

  /** Hz. */
  int sampleRate() throws ConvertException {
    if (preprocessor.isEmpty()) {
      return SAMPLE_RATE;
    }
    JsonNode rate = MertConfig.json(preprocessor.get()).path("sampling_rate");
    int hz = rate.asInt(SAMPLE_RATE);
    if (hz < 1000 || hz > 192_000) {
      throw ConvertException.of(
          preprocessor.get(),
          "sampling_rate is " + rate + " Hz",
          "Put the one of the network's own page there");
    }
    return hz;
  }
}
