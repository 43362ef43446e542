package io.musicreclass.classify;

import io.musicreclass.decode.Decoded;
import io.musicreclass.features.Fma518;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.track.Embedding;
import io.musicreclass.track.Excerpt;
import io.musicreclass.track.Features;
import io.musicreclass.track.StageResult;
import java.io.IOException;

/** Embeds as the 518 features, of which a head takes those it was trained on. */
final class FeatureEmbedder implements Embedder {
  private static final String MEDIAN_LEVEL = "rmse.median.01";

  /** About -72 dB relative to full scale: at least half of the excerpt is practically silent. */
  private static final double QUIET = 0.007;

  /** The reason of an abstention by earlier versions, which never looked for another excerpt. */
  private static final String FORMER_SILENCE = "the part it listens to is digital silence";

  private final ModelExcerpt part;

  FeatureEmbedder(ModelExcerpt part) {
    this.part = part;
  }

  @Override
  public Outcome embed(Decoded.Audio song, int threads) throws IOException {
    ModelExcerpt.Outcome<Fma518.Extraction> outcome =
        part.analyse(song, pcm -> Fma518.extract(pcm, Fma518.Mode.LENIENT, threads));
    if (outcome instanceof ModelExcerpt.Outcome.Silent<Fma518.Extraction> silent) {
      return new Outcome.Unusable(silent.reason());
    }
    var analysed = (ModelExcerpt.Outcome.Analysed<Fma518.Extraction>) outcome;
    Features features = analysed.value().features();
    return new Outcome.Embedded(
        Embedding.of(features.toArray()),
        analysed.value().incomplete().orElse(""),
        isQuiet(features) ? analysed.described() : analysed.part());
  }

  /**
   * Whether this result is of an excerpt that is no longer chosen because most of it is silent:
   * earlier versions always took the excerpt that the card names. A result that records what was
   * analysed is of a later version and remains valid.
   */
  static boolean isOutdated(StageResult result, ModelPackage model) {
    if (model.encoder().isPresent()) {
      return false;
    }
    if (result instanceof StageResult.Abstained abstained) {
      return abstained.reason().equals(FORMER_SILENCE);
    }
    return result instanceof StageResult.Scored scored
        && scored.part() == null
        && model.card().excerpt().part() != Excerpt.Part.FULL
        && scored.storedEmbedding().filter(FeatureEmbedder::isQuiet).isPresent();
  }

  private static boolean isQuiet(Embedding embedding) {
    return embedding.width() == Features.COUNT && isQuiet(Features.of(embedding.toArray()));
  }

  private static boolean isQuiet(Features features) {
    return features.value(MEDIAN_LEVEL) < QUIET;
  }

  @Override
  public void load() {}

  @Override
  public void close() {}
}
