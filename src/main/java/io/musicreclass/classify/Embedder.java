package io.musicreclass.classify;

import io.musicreclass.decode.Decoded;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.track.AnalysedPart;
import io.musicreclass.track.Embedding;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Turns a song into the embedding that a stage's head scores. */
interface Embedder extends AutoCloseable {
  /** The outcome of embedding a song. */
  sealed interface Outcome {
    /**
     * An embedding.
     *
     * @param note why some of its values are missing; empty if none is
     * @param part what was analysed; null if it is the excerpt that the card names, with enough
     *     sound
     */
    record Embedded(Embedding embedding, String note, @Nullable AnalysedPart part)
        implements Outcome {}

    /** There is nothing to score, so the stage abstains for this reason. */
    record Unusable(String reason) implements Outcome {}
  }

  /**
   * Embeds the excerpt of the song that the model's card names, or the nearest one with sound.
   *
   * @param threads how many threads may work on it
   * @throws IOException if the song cannot be read to its end
   * @throws ModelLoadException if the network it needs cannot be loaded
   */
  Outcome embed(Decoded.Audio song, int threads) throws IOException, ModelLoadException;

  /** Loads the network it needs, if it needs one. */
  void load() throws ModelLoadException;

  @Override
  void close();

  /**
   * The embedder of a model: its encoder, or the 518 features if it has none. An encoder is loaded
   * when it is first needed.
   *
   * @param longest the longest part of a song that a whole-song model analyses
   * @throws IOException if the card names an unknown front-end
   */
  static Embedder of(ModelPackage model, ModelMemory modelMemory, Duration longest)
      throws IOException {
    ModelExcerpt part = new ModelExcerpt(model.card(), longest);
    return model.encoder().isPresent()
        ? EncoderEmbedder.of(model, modelMemory, part)
        : new FeatureEmbedder(part);
  }
}
