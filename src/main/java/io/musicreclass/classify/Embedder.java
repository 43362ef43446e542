package io.musicreclass.classify;

import io.musicreclass.decode.Decoded;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.track.AnalysedPart;
import io.musicreclass.track.Embedding;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a stage listens with: turns a song into the vector that its head judges. */
interface Embedder extends AutoCloseable {
  /** What became of listening. */
  sealed interface Heard {
    /**
     * Something to judge.
     *
     * @param note why some values of it are missing; empty when none is
     * @param part what was analysed; null where it is the part that the card names, and sounds
     */
    record Sound(Embedding embedding, String note, @Nullable AnalysedPart part) implements Heard {}

    /** There is nothing to judge: the stage abstains, for this reason. */
    record Nothing(String reason) implements Heard {}
  }

  /**
   * Listens to the part of the song that the model's card names, or to the nearest that sounds.
   *
   * @param threads how many threads may work on it
   * @throws IOException when the song cannot be read to its end
   * @throws ModelLoadException when the network it needs cannot be loaded
   */
  Heard listen(Decoded.Audio song, int threads) throws IOException, ModelLoadException;

  /** Loads the network it needs, if it needs one. */
  void load() throws ModelLoadException;

  @Override
  void close();

  /**
   * The ear of a model: its encoder, or the 518 features where it has none. An encoder is loaded
   * when it is first needed.
   *
   * @param longest how much of a song a model that hears whole songs listens to
   * @throws IOException when the card's front-end is none
   */
  static Embedder of(ModelPackage model, ModelMemory modelMemory, Duration longest)
      throws IOException {
    ModelExcerpt part = new ModelExcerpt(model.card(), longest);
    return model.encoder().isPresent()
        ? EncoderEmbedder.of(model, modelMemory, part)
        : new FeatureEmbedder(part);
  }
}
