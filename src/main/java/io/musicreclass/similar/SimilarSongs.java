package io.musicreclass.similar;

import io.musicreclass.classify.selection.ModelSelection;
import io.musicreclass.classify.selection.StageModel;
import io.musicreclass.config.Settings;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.rows.EmbeddedTrack;
import io.musicreclass.models.Kind;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.Embedding;
import io.musicreclass.track.TrackId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The songs most similar to one: those whose embeddings by one encoder have the smallest angle to
 * its own. The encoder is EfficientAT's if that votes, otherwise that of the first voting stage
 * that has one.
 *
 * <p>{@link #update} and {@link #close} are for one thread at a time, everything else for any.
 */
public final class SimilarSongs implements AutoCloseable {
  private static final String FILE = "similar.vectors";
  private static final int PAGE = 500;

  /** The answer to a question. */
  public sealed interface Answer {
    /**
     * The similar songs.
     *
     * @param songs the most similar first
     * @param compared how many songs were compared
     * @param uncompared how many songs with a verdict could not be, for want of an embedding
     */
    record Found(List<Similar> songs, int compared, int uncompared) implements Answer {}

    /** There is no answer; the reason and the remedy. */
    record None(String reason, String remedy) implements Answer {}
  }

  private static final Answer NO_MODEL =
      new Answer.None(
          "no voting model has an encoder, so songs cannot be compared",
          "import one, such as an EfficientAT (reclass model import), then run reclass revote");

  /**
   * A similar song.
   *
   * @param similarity the cosine of the angle, 1 for the same sound
   */
  public record Similar(ClassifiedTrack song, double similarity) {}

  private final Ledger ledger;
  private final Optional<ModelPackage> model;
  private final Path path;
  private final boolean temporary;
  private @Nullable VectorIndex index;
  private volatile @Nullable VectorTable table;

  private SimilarSongs(Ledger ledger, Optional<ModelPackage> model, Path path, boolean temporary) {
    this.ledger = ledger;
    this.model = model;
    this.path = path;
    this.temporary = temporary;
  }

  /** For the process that owns the ledger; nothing is read until {@link #update}. */
  public static SimilarSongs owned(Settings settings, Ledger ledger) {
    return new SimilarSongs(ledger, encoder(settings), settings.home().resolve(FILE), false);
  }

  /**
   * For a process that reads the ledger, which another one may own: complete, with a copy of the
   * vectors of its own.
   */
  public static SimilarSongs read(Settings settings, Ledger ledger) throws IOException {
    Path shared = settings.home().resolve(FILE);
    Path copy = Files.createTempFile("similar", ".vectors");
    SimilarSongs songs = new SimilarSongs(ledger, encoder(settings), copy, true);
    try {
      if (Files.isRegularFile(shared)) {
        Files.copy(shared, copy, StandardCopyOption.REPLACE_EXISTING);
      }
      songs.update(() -> false);
      return songs;
    } catch (IOException | RuntimeException | Error e) {
      songs.close();
      throw e;
    }
  }

  private static Optional<ModelPackage> encoder(Settings settings) {
    List<ModelPackage> encoders =
        ModelSelection.of(settings).stages().stream()
            .map(StageModel::model)
            .filter(model -> model.encoder().isPresent())
            .toList();
    Stream<ModelPackage> preferred =
        encoders.stream().filter(model -> model.card().kind() == Kind.EFFICIENTAT);
    return Stream.concat(preferred, encoders.stream()).findFirst();
  }

  /** The model whose embeddings are compared; empty if no voting stage has an encoder. */
  public Optional<ModelPackage> model() {
    return model;
  }

  /**
   * Includes the songs decided since the last update.
   *
   * @param stop polled; true ends it early, and a later update goes on
   * @throws IOException if the file of the vectors cannot be written; names it and the remedy
   */
  public void update(BooleanSupplier stop) throws IOException {
    if (model.isEmpty()) {
      return;
    }
    try {
      VectorIndex open = index;
      if (open == null) {
        open = new VectorIndex(path, model.get());
        index = open;
      }
      if (include(open, stop)) {
        table = open.table();
      }
    } catch (IOException e) {
      throw new IOException(
          path + " cannot be written (" + e.getMessage() + "): free some space, or delete it", e);
    }
  }

  /** False if it was stopped. */
  private boolean include(VectorIndex open, BooleanSupplier stop) throws IOException {
    String encoder = model.orElseThrow().encoderHash();
    List<EmbeddedTrack> page;
    do {
      page = ledger.tracks().embedded(encoder, open.seq(), PAGE);
      open.include(page, track -> ledger.tracks().embedding(encoder, track));
      if (page.isEmpty() && open.restartIfOutdated()) {
        return include(open, stop);
      }
    } while (!page.isEmpty() && !stop.getAsBoolean());
    return page.isEmpty();
  }

  /** The songs most similar to one by its stored embedding, without itself. */
  public Answer to(TrackId id, int most) {
    if (model.isEmpty()) {
      return NO_MODEL;
    }
    String encoder = model.get().encoderHash();
    Optional<Embedding> embedding =
        ledger.tracks().key(id).flatMap(track -> ledger.tracks().embedding(encoder, track));
    return embedding
        .map(stored -> to(stored, id, most))
        .orElseGet(
            () ->
                new Answer.None(
                    "this song has no embedding by " + model.get().card().name(),
                    "run reclass revote, which queues songs that lack a stage"));
  }

  /**
   * The songs most similar to an embedding.
   *
   * @param embedding by the {@link #model}
   * @param itself the song that it is of, which is left out
   */
  public Answer to(Embedding embedding, TrackId itself, int most) {
    if (model.isEmpty()) {
      return NO_MODEL;
    }
    VectorTable current = table;
    if (current == null) {
      return new Answer.None("the songs are still being read", "try again in a moment");
    }
    Optional<float[]> vector =
        Vector.of(embedding, Objects.requireNonNull(model.get().card().encoder()));
    if (vector.isEmpty()) {
      return new Answer.None(
          "this song's embedding by " + model.get().card().name() + " has no direction",
          "choose another song");
    }
    List<Similar> songs =
        songs(current, vector.get(), most, ledger.tracks().key(itself).orElse(0L));
    int compared = current.rows();
    return new Answer.Found(songs, compared, Math.max(0, ledger.reviews().count() - compared));
  }

  /** Asks for more than wanted where songs have been merged with others meanwhile. */
  private List<Similar> songs(VectorTable current, float[] vector, int most, long except) {
    int asked = most;
    while (true) {
      List<VectorTable.Match> matches = current.nearest(vector, asked, except);
      List<Similar> songs = new ArrayList<>();
      for (VectorTable.Match match : matches) {
        ledger
            .tracks()
            .verdict(match.track())
            .ifPresent(song -> songs.add(new Similar(song, match.cosine())));
      }
      if (songs.size() >= most || matches.size() < asked) {
        return songs.subList(0, Math.min(most, songs.size()));
      }
      asked *= 2;
    }
  }

  /** Closes the file; questions are answered as before. */
  @Override
  public void close() throws IOException {
    if (index != null) {
      index.close();
    }
    if (temporary) {
      Files.deleteIfExists(path);
    }
  }
}
