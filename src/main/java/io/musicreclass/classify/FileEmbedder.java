package io.musicreclass.classify;

import io.musicreclass.config.Settings;
import io.musicreclass.decode.Decoded;
import io.musicreclass.decode.Decoder;
import io.musicreclass.engine.Engine;
import io.musicreclass.engine.select.Engines;
import io.musicreclass.lifecycle.Closer;
import io.musicreclass.lifecycle.FailureText;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.track.Embedding;
import java.io.IOException;
import java.nio.file.Path;
import org.jboss.logging.Logger;

/** Embeddings of single files: the same values that the daemon's heads score. */
public final class FileEmbedder implements AutoCloseable {
  /** The outcome for a file. */
  public sealed interface Outcome {
    /** The encoder's whole output, class scores included; all values are finite. */
    record Embedded(Embedding embedding) implements Outcome {}

    record Refused(String reason) implements Outcome {}
  }

  private static final Logger LOG = Logger.getLogger(FileEmbedder.class);

  private final Closer closer = new Closer();
  private final Embedder embedder;

  /**
   * Loads the encoder of a model.
   *
   * @throws IllegalArgumentException if a setting is wrong
   * @throws IOException if the model cannot be loaded
   */
  public FileEmbedder(ModelPackage model, Settings setup) throws IOException {
    try {
      Engine engine = closer.add(Engines.open(setup.engine(), setup.models()));
      ModelMemory modelMemory = new ModelMemory(engine, setup.engine().resident());
      embedder = closer.add(Embedder.of(model, modelMemory, setup.decode().max()));
      embedder.load();
    } catch (ModelLoadException e) {
      closer.closeAfter(e);
      throw new IOException(e.getMessage(), e);
    } catch (IOException | RuntimeException | Error e) {
      closer.closeAfter(e);
      throw e;
    }
  }

  /**
   * Embeds the excerpt of a song that the model's card names.
   *
   * @param threads how many threads may work on it
   */
  public Outcome embed(Path file, int threads) {
    try {
      return embedded(file, threads);
    } catch (RuntimeException | Error e) {
      LOG.errorf(e, "Could not embed a file: file=%s", file);
      return new Outcome.Refused(FailureText.of(e));
    }
  }

  private Outcome embedded(Path file, int threads) {
    Decoded decoded = Decoder.open(file);
    if (decoded instanceof Decoded.Unreadable bad) {
      return new Outcome.Refused(bad.message());
    }
    if (!(decoded instanceof Decoded.Audio song)) {
      return new Outcome.Refused("it contains only digital silence");
    }
    try {
      Embedder.Outcome outcome = embedder.embed(song, threads);
      return outcome instanceof Embedder.Outcome.Embedded embedded
          ? new Outcome.Embedded(embedded.embedding())
          : new Outcome.Refused(((Embedder.Outcome.Unusable) outcome).reason());
    } catch (IOException | ModelLoadException e) {
      return new Outcome.Refused(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    closer.close();
  }
}
