package io.musicreclass.ledger.rows;

import io.musicreclass.track.TrackId;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line of the history.
 *
 * @param seq cursor for the page after it; grows with every piece of news
 * @param id null while nobody has listened to the file
 * @param verdict null where there is none
 * @param reason of a failure or a duplicate, else null
 * @param remedy what to do about a failure, else null
 * @param at time of the last news about it
 */
public record TrackRow(
    long seq,
    Path path,
    FileState state,
    @Nullable TrackId id,
    @Nullable Summary verdict,
    @Nullable String reason,
    @Nullable String remedy,
    Instant at) {
  /**
   * A verdict in short.
   *
   * @param confidence 0 to 1
   * @param stage position of the stage that ended the vote, from 1
   */
  public record Summary(String genre, double confidence, boolean sure, int stage) {}
}
