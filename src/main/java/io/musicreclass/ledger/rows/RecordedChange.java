package io.musicreclass.ledger.rows;

import io.musicreclass.track.SongFile;
import io.musicreclass.track.TrackId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something done to a person's file, or about to be.
 *
 * @param batch number of what was done together
 * @param source the file as it was
 * @param target where it stands since; for {@link Kind#TAG} the source's path
 * @param before what its bytes were, as the one who made the change writes that; null where the
 *     file itself was renamed
 * @param after what its bytes are since; null as {@code before}
 */
public record RecordedChange(
    long id,
    long batch,
    Instant at,
    Kind kind,
    State state,
    TrackId track,
    SongFile source,
    Path target,
    @Nullable String before,
    @Nullable String after) {

  /** What is done. */
  public enum Kind {
    /** Its tags are written, in its place. */
    TAG,
    /** It goes to the target, perhaps with new tags. */
    MOVE,
    /** A copy of it goes to the target, perhaps with new tags. */
    COPY;

    public static Kind of(String column) {
      return valueOf(column.toUpperCase(Locale.ROOT));
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How far it is. */
  public enum State {
    /** Nobody's file has been touched, unless by a plain rename. */
    INTENDED,
    /** The new file is made, and may be in its place. */
    PREPARED,
    DONE,
    /** On the way back. */
    UNDOING,
    UNDONE;

    public static State of(String column) {
      return valueOf(column.toUpperCase(Locale.ROOT));
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
