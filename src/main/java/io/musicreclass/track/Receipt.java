package io.musicreclass.track;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;

/**
 * A finished classification: what was decided about which song, and what it cost.
 *
 * @param path the file that was heard
 * @param seconds duration of the whole song, summed from its packets
 * @param decodeMs milliseconds spent on opening, identifying and decoding
 * @param totalMs milliseconds from claim to verdict
 */
public record Receipt(
    TrackId id,
    Path path,
    Origin origin,
    Verdict.Decided verdict,
    double seconds,
    long decodeMs,
    long totalMs,
    Instant at) {

  /** Why a song was classified. */
  public enum Origin {
    INBOX,
    LIBRARY,
    RETRY,
    REVOTE,
    CORRECTION;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
