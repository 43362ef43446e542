package io.musicreclass.organize;

import io.musicreclass.ledger.rows.Change;
import io.musicreclass.organize.SortingRules.Decision;
import io.musicreclass.track.SongFile;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What became of a file, or what would become of it.
 *
 * @param file where it stood before
 * @param target where it stands since, or its copy; null where that is the same, or nowhere
 * @param note what was not done and why; empty when all is as it should be
 * @param unsure whether it waits for a sure genre, where it is or at the target
 */
public record Deed(What what, Path file, @Nullable Path target, String note, boolean unsure) {
  /** Of a file that waits for nothing. */
  public Deed(What what, Path file, @Nullable Path target, String note) {
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
    /** It has the tags that it had. */
    UNTAG,
    /** A copy that was made goes away. */
    REMOVE,
    /** Nothing is to be done. */
    LEFT,
    /** A person did something since; it stays. */
    REFUSED,
    /** The disk refused; it can be tried again. */
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

  /** Is told what becomes of each file, one after the other. */
  public interface Witness {
    /** Gives false when it is to end with this one. */
    boolean saw(Deed deed);
  }

  static Deed done(Change change, String note) {
    Path file = change.source().path();
    return switch (change.kind()) {
      case TAG -> new Deed(What.TAG, file, null, note);
      case MOVE -> new Deed(What.MOVE, file, change.target(), note);
      case COPY -> new Deed(What.COPY, file, change.target(), note);
    };
  }

  static Deed undone(Change change) {
    Path was = change.source().path();
    return switch (change.kind()) {
      case TAG -> new Deed(What.UNTAG, was, null, "");
      case MOVE -> new Deed(What.MOVE, change.target(), was, "");
      case COPY -> new Deed(What.REMOVE, change.target(), null, "");
    };
  }

  /** The same with what the song's genre has to do with it. */
  Deed about(Decision decision) {
    String handled =
        decision
            .heard()
            .handled()
            .filter(genre -> what.isChange() && !genre.equals(decision.heard().genre()))
            .map(genre -> "was " + genre)
            .orElse("");
    String notes =
        Stream.of(handled, note).filter(text -> !text.isEmpty()).collect(Collectors.joining(", "));
    return new Deed(what, file, target, notes, decision.unsure());
  }

  static Deed left(SongFile file, String why) {
    return new Deed(What.LEFT, file.path(), null, why);
  }

  static Deed failed(Path file, String reason) {
    return new Deed(What.FAILED, file, null, reason);
  }
}
