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
public record FileChange(
    Action action, Path file, @Nullable Path target, String note, boolean unsure) {
  /** For a file that does not wait for a sure genre. */
  public FileChange(Action action, Path file, @Nullable Path target, String note) {
    this(action, file, target, note, false);
  }

  /** The action, or why there is none. */
  public enum Action {
    /** Its tags are written, without moving it. */
    TAG,
    /** It is moved to the target, perhaps with new tags. */
    MOVE,
    /** It is copied to the target, perhaps with new tags. */
    COPY,
    /** Its previous tags are restored. */
    UNTAG,
    /** The copy that was made of it is removed. */
    REMOVE,
    /** Nothing is to be done. */
    LEFT,
    /** Undoing is not possible, because the file was changed since. */
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
    boolean accept(FileChange change);
  }

  static FileChange done(RecordedChange change, String note) {
    Path file = change.source().path();
    return switch (change.kind()) {
      case TAG -> new FileChange(Action.TAG, file, null, note);
      case MOVE -> new FileChange(Action.MOVE, file, change.target(), note);
      case COPY -> new FileChange(Action.COPY, file, change.target(), note);
    };
  }

  static FileChange undone(RecordedChange change) {
    Path source = change.source().path();
    return switch (change.kind()) {
      case TAG -> new FileChange(Action.UNTAG, source, null, "");
      case MOVE -> new FileChange(Action.MOVE, change.target(), source, "");
      case COPY -> new FileChange(Action.REMOVE, change.target(), null, "");
    };
  }

  /** The same, with the note extended by the genre that the file was organized by before. */
  FileChange about(Decision decision) {
    String earlier =
        decision
            .candidate()
            .handled()
            .filter(genre -> action.isChange() && !genre.equals(decision.candidate().genre()))
            .map(genre -> "was " + genre)
            .orElse("");
    String notes =
        Stream.of(earlier, note).filter(text -> !text.isEmpty()).collect(Collectors.joining(", "));
    return new FileChange(action, file, target, notes, decision.unsure());
  }

  static FileChange left(SongFile file, String reason) {
    return new FileChange(Action.LEFT, file.path(), null, reason);
  }

  static FileChange failed(Path file, String reason) {
    return new FileChange(Action.FAILED, file, null, reason);
  }
}
