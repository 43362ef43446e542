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

/** What a model's encoder hears in single files: the very numbers that the daemon's heads judge. */
public final class FileEmbedder implements AutoCloseable {
  /** What became of a file. */
  public sealed interface Outcome {
    /** What the encoder heard, all finite. */
    record Embedded(Embedding embedding) implements Outcome {}

    record Refused(String reason) implements Outcome {}
  }

  private static final Logger LOG = Logger.getLogger(FileEmbedder.class);

  private final Closer closer = new Closer();
  private final Embedder embedder;

  /**
   * Loads the encoder of a model.
   *
   * @throws IllegalArgumentException when a setting is wrong
   * @throws IOException when the model cannot be loaded
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
   * Listens to the part of a song that the model's card names.
   *
   * @param threads how many threads may work on it
   */
  public Outcome embed(Path file, int threads) {
    try {
      return heard(file, threads);
    } catch (RuntimeException | Error e) {
      LOG.errorf(e, "file=%s: it could not be heard", file);
      return new Outcome.Refused(FailureText.of(e));
    }
  }

  private Outcome heard(Path file, int threads) {
    Decoded decoded = Decoder.open(file);
    if (decoded instanceof Decoded.Unreadable bad) {
      return new Outcome.Refused(bad.message());
    }
    if (!(decoded instanceof Decoded.Audio song)) {
      return new Outcome.Refused("it is digital silence from beginning to end");
    }
    try {
      Embedder.Heard heard = embedder.listen(song, threads);
      return heard instanceof Embedder.Heard.Sound sound
          ? new Outcome.Embedded(sound.embedding())
          : new Outcome.Refused(((Embedder.Heard.Nothing) heard).reason());
    } catch (IOException | ModelLoadException e) {
      return new Outcome.Refused(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    closer.close();
  }
}
