package io.musicreclass.ledger.rows;

import io.musicreclass.track.SongFile;
import io.musicreclass.track.TrackId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A change to a person's file, done or intended.
 *
 * @param batch number of the changes made together
 * @param source the file before the change
 * @param target its path after the change; for {@link Kind#TAG} the source's path
 * @param before description of its former content, written by whoever made the change; null if the
 *     file was only renamed
 * @param after description of its new content; null like {@code before}
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

  /** The kind of a change. */
  public enum Kind {
    /** Its tags are rewritten in place. */
    TAG,
    /** It is moved to the target, perhaps with new tags. */
    MOVE,
    /** It is copied to the target, perhaps with new tags. */
    COPY;

    public static Kind of(String column) {
      return valueOf(column.toUpperCase(Locale.ROOT));
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The progress of a change. */
  public enum State {
    /** The file has not been touched, except perhaps by a plain rename. */
    INTENDED,
    /** The new file is written, and may be in place. */
    PREPARED,
    DONE,
    /** Being undone. */
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
