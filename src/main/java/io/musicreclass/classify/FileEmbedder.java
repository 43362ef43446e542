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
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** Embeddings of single files: the same values that the daemon's heads score. */
public final class FileEmbedder implements AutoCloseable {
  /** The outcome for a file. */
  public sealed interface Outcome {
    /**
     * The whole output of each model, class scores included; all values are finite, except that of
     * the 518 features some may be missing (NaN).
     */
    record Embedded(List<Embedding> outputs) implements Outcome {
      public Embedded {
        outputs = List.copyOf(outputs);
      }
    }

    record Refused(String reason) implements Outcome {}
  }

  private static final Logger LOG = Logger.getLogger(FileEmbedder.class);

  private final Closer closer = new Closer();
  private final List<Embedder> embedders = new ArrayList<>();

  /**
   * Loads the encoders of models; one without an encoder gives the 518 features.
   *
   * @throws IllegalArgumentException if a setting is wrong
   * @throws IOException if the model cannot be loaded
   */
  public FileEmbedder(List<ModelPackage> models, Settings setup) throws IOException {
    try {
      Engine engine = closer.add(Engines.open(setup.engine(), setup.models()));
      ModelMemory modelMemory = new ModelMemory(engine, setup.engine().resident());
      for (ModelPackage model : models) {
        Embedder embedder = closer.add(Embedder.of(model, modelMemory, setup.decode().max()));
        embedder.load();
        embedders.add(embedder);
      }
    } catch (ModelLoadException e) {
      closer.closeAfter(e);
      throw new IOException(e.getMessage(), e);
    } catch (IOException | RuntimeException | Error e) {
      closer.closeAfter(e);
      throw e;
    }
  }

  private FileEmbedder(Embedder embedder) {
    embedders.add(closer.add(embedder));
  }

  /** Gives the input of a model's encoder instead of its output, for training it. */
  public static FileEmbedder ofInput(ModelPackage model, Settings setup) {
    return new FileEmbedder(new FrontEndEmbedder(model.card(), setup.decode().max()));
  }

  /**
   * Embeds the excerpt of a song that each model's card names.
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
      List<Embedding> outputs = new ArrayList<>();
      for (Embedder embedder : embedders) {
        Embedder.Outcome outcome = embedder.embed(song, threads);
        if (outcome instanceof Embedder.Outcome.Unusable unusable) {
          return new Outcome.Refused(unusable.reason());
        }
        outputs.add(((Embedder.Outcome.Embedded) outcome).embedding());
      }
      return new Outcome.Embedded(outputs);
    } catch (IOException | ModelLoadException e) {
      return new Outcome.Refused(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    closer.close();
  }
}
