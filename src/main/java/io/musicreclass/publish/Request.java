package io.musicreclass.publish;

import io.musicreclass.track.TrackId;
import java.util.Optional;

/** A request sent to a node on {@code request/<verb>}. */
public sealed interface Request {
  /** Rescan all watched folders. */
  record Rescan() implements Request {}

  /** Retry all failed files. */
  record Retry() implements Request {}

  /** Look up a song. */
  record Lookup(Target target) implements Request {}

  /**
   * Vote again on stored results.
   *
   * @param dryRun whether only to report what would change
   */
  record Revote(boolean dryRun) implements Request {}

  /**
   * Correct the genre of a song.
   *
   * @param genre empty to withdraw a correction
   */
  record Correct(Target target, Optional<String> genre) implements Request {}

  /**
   * A request that is not valid.
   *
   * @param why the reason and what to send instead, for users
   */
  record Invalid(String why) implements Request {}

  /** The song that a request refers to. */
  sealed interface Target {
    record ById(TrackId id) implements Target {}

    /**
     * A song given by one of its files.
     *
     * @param name an absolute path, a path below the inbox, or a {@code file:} URI
     */
    record ByFile(String name) implements Target {}

    /**
     * A song given by its tags, ignoring case and spelling variants.
     *
     * @param artist empty for any artist
     * @param title empty for any title; not both empty
     */
    record ByTags(String artist, String title) implements Target {}
  }
}
