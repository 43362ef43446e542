package io.musicreclass.organize;

import io.musicreclass.ledger.rows.RecordedChange;
import io.musicreclass.organize.OrganizeRules.Decision;
import io.musicreclass.track.SongFile;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was or would be done with a file.
 *
 * @param file its path before
 * @param target its new path, or that of its copy; null if unchanged or none
 * @param note what was not done and why; empty when everything was done
 * @param unsure whether it waits for a sure genre, where it is or at the target
 */
public record FileChange(What what, Path file, @Nullable Path target, String note, boolean unsure) {
  /** For a file that does not wait for a sure genre. */
  public FileChange(What what, Path file, @Nullable Path target, String note) {
    this(what, file, target, note, false);
  }

  /** What is done. */
  public enum What {
    /** Tags are written, in its place. */
    TAG,
    /** It goes to the target, perhaps with new tags. */
    MOVE,
    /** A copy goes to the target, perhaps with new tags. */
    COPY,
    /** Its former tags are restored. */
    UNTAG,
    /** A copy that was made is removed. */
    REMOVE,
    /** Nothing is to be done. */
    LEFT,
    /** It was changed by someone since; it is left alone. */
    REFUSED,
    /** A disk access failed; it can be retried. */
    FAILED;

    /** Whether anything is done. */
    public boolean isChange() {
      return compareTo(LEFT) < 0;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Receives the changes one after the other. */
  public interface Listener {
    /** Accepts a change; false ends the run after it. */
    boolean accept(FileChange deed);
  }

  static FileChange done(RecordedChange change, String note) {
    Path file = change.source().path();
    return switch (change.kind()) {
      case TAG -> new FileChange(What.TAG, file, null, note);
      case MOVE -> new FileChange(What.MOVE, file, change.target(), note);
      case COPY -> new FileChange(What.COPY, file, change.target(), note);
    };
  }

  static FileChange undone(RecordedChange change) {
    Path was = change.source().path();
    return switch (change.kind()) {
      case TAG -> new FileChange(What.UNTAG, was, null, "");
      case MOVE -> new FileChange(What.MOVE, change.target(), was, "");
      case COPY -> new FileChange(What.REMOVE, change.target(), null, "");
    };
  }

  /** The same with a note about the song's genre. */
  FileChange about(Decision decision) {
    String handled =
        decision
            .heard()
            .handled()
            .filter(genre -> what.isChange() && !genre.equals(decision.heard().genre()))
            .map(genre -> "was " + genre)
            .orElse("");
    String notes =
        Stream.of(handled, note).filter(text -> !text.isEmpty()).collect(Collectors.joining(", "));
    return new FileChange(what, file, target, notes, decision.unsure());
  }

  static FileChange left(SongFile file, String why) {
    return new FileChange(What.LEFT, file.path(), null, why);
  }

  static FileChange failed(Path file, String reason) {
    return new FileChange(What.FAILED, file, null, reason);
  }
}
