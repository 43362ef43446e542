package io.musicreclass.ledger.rows;

import io.musicreclass.track.TrackId;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line of the history.
 *
 * @param seq with the key, the cursor for the page after it; in the order of time, it increases
 *     with every change
 * @param key by what the row is sorted; null in the order of time
 * @param id null until the file has been identified
 * @param verdict null if there is none
 * @param reason of a failure or a duplicate, otherwise null
 * @param remedy what to do about a failure, otherwise null
 * @param at time of its last change
 */
public record TrackRow(
    long seq,
    @Nullable String key,
    Path path,
    FileState state,
    @Nullable TrackId id,
    @Nullable Summary verdict,
    @Nullable String reason,
    @Nullable String remedy,
    Instant at) {
  /**
   * A verdict in brief.
   *
   * @param confidence 0 to 1
   * @param stage position of the stage that ended the vote, from 1
   */
  public record Summary(String genre, double confidence, boolean sure, int stage) {}
}
