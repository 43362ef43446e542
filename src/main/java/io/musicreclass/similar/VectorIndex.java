package io.musicreclass.similar;

import io.musicreclass.ledger.rows.EmbeddedTrack;
import io.musicreclass.models.Card;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.track.Embedding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;

/**
 * Which songs have a row in a {@link VectorFile}. A row found there at the start counts once the
 * ledger confirms that its song has that key, since the ledger may be another one, or an older
 * backup of it.
 */
final class VectorIndex implements AutoCloseable {
  private final Path path;
  private final String hash;
  private final Card.Encoder encoder;
  private final Set<Long> included = new HashSet<>();
  private VectorFile file;
  private Map<Long, Long> unconfirmed;
  private long seq;

  /** Opens the vectors of a model with an encoder. */
  VectorIndex(Path path, ModelPackage model) throws IOException {
    this.path = path;
    hash = model.encoderHash();
    encoder = Objects.requireNonNull(model.card().encoder());
    file = VectorFile.open(path, hash, encoder.width());
    unconfirmed = file.identities();
  }

  /** Of the last verdict included. */
  long seq() {
    return seq;
  }

  /**
   * Includes songs in the order of their verdicts.
   *
   * @param stored reads the embedding of a song by its key
   */
  void include(List<EmbeddedTrack> songs, LongFunction<Optional<Embedding>> stored)
      throws IOException {
    for (EmbeddedTrack song : songs) {
      if (song.embedded() && !isIncluded(song)) {
        Optional<float[]> vector =
            stored.apply(song.track()).flatMap(output -> Vector.of(output, encoder));
        if (vector.isPresent()) {
          file.append(vector.get(), song.id(), song.track());
          included.add(song.track());
        }
      }
      seq = song.seq();
    }
  }

  private boolean isIncluded(EmbeddedTrack song) {
    Long identity = unconfirmed.get(song.track());
    if (identity != null && identity == RowFormat.identity(song.id())) {
      unconfirmed.remove(song.track());
      included.add(song.track());
    }
    return included.contains(song.track());
  }

  /**
   * Once all songs are included: begins a new file if this one has rows that the ledger does not
   * confirm, or two of a song.
   */
  boolean restartIfOutdated() throws IOException {
    if (file.rows() == included.size()) {
      return false;
    }
    unconfirmed = new HashMap<>();
    included.clear();
    seq = 0;
    file.close();
    file = VectorFile.create(path, hash, encoder.width());
    return true;
  }

  /** The rows of all songs included so far. */
  VectorTable table() throws IOException {
    return file.table();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
