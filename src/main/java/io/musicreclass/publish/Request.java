package io.musicreclass.publish;

import io.musicreclass.track.TrackId;
import java.util.Optional;

/** What others ask of a node over {@code request/<verb>}. */
public sealed interface Request {
  /** To look at all files of the watched folders again. */
  record Rescan() implements Request {}

  /** To try all files again that failed. */
  record Retry() implements Request {}

  /** What is known of a song. */
  record Lookup(Target target) implements Request {}

  /**
   * To vote again on what is stored.
   *
   * @param dryRun only to say what would change
   */
  record Revote(boolean dryRun) implements Request {}

  /**
   * To note a person's genre for a song.
   *
   * @param genre empty: to take it back
   */
  record Correct(Target target, Optional<String> genre) implements Request {}

  /**
   * Nothing that could be understood.
   *
   * @param why for people, with the mend
   */
  record Invalid(String why) implements Request {}

  /** The song that is meant. */
  sealed interface Target {
    record ById(TrackId id) implements Target {}

    /**
     * By one of its files.
     *
     * @param name a path, absolute or below the inbox, or a {@code file:} URI
     */
    record ByFile(String name) implements Target {}

    /**
     * By its tags, in whatever spelling.
     *
     * @param artist empty: whoever
     * @param title empty: whatever; not both
     */
    record ByTags(String artist, String title) implements Target {}
  }
}
