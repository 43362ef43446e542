package io.musicreclass.defaults;

import io.musicreclass.ledger.Ledger;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/** Counts the songs that were classified before the default models came. */
final class OlderSongs {
  /** What a song takes, until one has been classified with them. */
  private static final double USUAL_MS = 1000;

  private static final double MS_PER_MINUTE = 60_000;

  /**
   * The older songs.
   *
   * @param minutes to classify them again, at least 1
   */
  record Count(int songs, long minutes) {}

  private final Ledger ledger;
  private final int threads;

  OlderSongs(Ledger ledger, int threads) {
    this.ledger = ledger;
    this.threads = threads;
  }

  /** Those classified before that time; empty if there are none. */
  Optional<Count> since(Instant time) {
    int songs = ledger.reviews().decidedBefore(time);
    if (songs == 0) {
      return Optional.empty();
    }
    OptionalDouble measured = ledger.reviews().meanMsSince(time);
    double minutes = songs * measured.orElse(USUAL_MS) / threads / MS_PER_MINUTE;
    return Optional.of(new Count(songs, Math.max(1, Math.round(minutes))));
  }
}
