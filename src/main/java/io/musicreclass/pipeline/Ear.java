package io.musicreclass.pipeline;

import io.musicreclass.decode.Decoded;
import io.musicreclass.engine.Engine;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.track.Embedding;
import java.io.IOException;
import java.time.Duration;

/** What a stage listens with: turns a song into the vector that its head judges. */
interface Ear extends AutoCloseable {
  /** What became of listening. */
  sealed interface Heard {
    /**
     * Something to judge.
     *
     * @param note why some values of it are missing; empty when none is
     */
    record Sound(Embedding embedding, String note) implements Heard {}

    /** There is nothing to judge: the stage abstains, for this reason. */
    record Nothing(String reason) implements Heard {}
  }

  /**
   * Listens to the part of the song that the model's card names.
   *
   * @param threads how many threads may work on it
   * @throws IOException when the song cannot be read to its end
   */
  Heard listen(Decoded.Audio song, int threads) throws IOException;

  @Override
  void close();

  /**
   * The ear of a model: its encoder, or the 518 features where it has none.
   *
   * @param longest how much of a song a model that hears whole songs listens to
   * @throws IOException when the model cannot be loaded
   */
  static Ear of(ModelPackage model, Engine engine, Duration longest) throws IOException {
    Part part = new Part(model.card(), longest);
    return model.encoder().isPresent()
        ? NetworkEar.load(model, engine, part)
        : new FeatureEar(part);
  }
}
