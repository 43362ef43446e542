package io.musicreclass.classify;

import io.musicreclass.decode.Decoded;
import io.musicreclass.decode.Decoder;
import io.musicreclass.features.Fma518;
import io.musicreclass.lifecycle.FailureText;
import io.musicreclass.track.Excerpt;
import io.musicreclass.track.Features;
import java.io.IOException;
import java.nio.file.Path;
import org.jboss.logging.Logger;

/** Computes the 518 features of single files at their native rate. */
public final class FeatureExtractor {
  private static final Logger LOG = Logger.getLogger(FeatureExtractor.class);

  private FeatureExtractor() {}

  /** The outcome for a file. */
  public sealed interface Outcome {
    /**
     * The features, with NaN where there is no value.
     *
     * @param note why some values are missing; empty if none is
     */
    record Extracted(Features features, String note) implements Outcome {}

    record Refused(String reason) implements Outcome {}
  }

  /**
   * Extracts the features of an excerpt.
   *
   * @param strict whether to refuse input for which the reference script fails, instead of giving a
   *     value
   * @param threads how many threads may work on it
   */
  public static Outcome extract(Path file, Excerpt excerpt, boolean strict, int threads) {
    try {
      return extracted(file, excerpt, strict, threads);
    } catch (RuntimeException | Error e) {
      LOG.errorf(e, "Could not compute features: file=%s", file);
      return new Outcome.Refused(FailureText.of(e));
    }
  }

  private static Outcome extracted(Path file, Excerpt excerpt, boolean strict, int threads) {
    Decoded decoded = Decoder.open(file);
    if (decoded instanceof Decoded.Unreadable bad) {
      return new Outcome.Refused(bad.message());
    }
    // Silence has features, too, as in the reference data.
    Decoded.Audio song =
        decoded instanceof Decoded.Silent silent ? silent.song() : (Decoded.Audio) decoded;
    try {
      Fma518.Extraction extraction =
          Fma518.extract(
              song.pcm(excerpt), strict ? Fma518.Mode.STRICT : Fma518.Mode.LENIENT, threads);
      return new Outcome.Extracted(extraction.features(), extraction.incomplete().orElse(""));
    } catch (IOException e) {
      return new Outcome.Refused(String.valueOf(e.getMessage()));
    }
  }
}
