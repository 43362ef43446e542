package io.musicreclass.fetch;

import java.time.Duration;

/**
 * The limits of waiting for a server.
 *
 * @param connect the longest wait for a connection
 * @param silence after which a connection that delivers almost nothing is closed
 * @param pause before the second attempt; doubled before each further one
 * @param tries in a row that make no progress
 */
record FetchLimits(Duration connect, Duration silence, Duration pause, int tries) {
  static final FetchLimits USUAL =
      new FetchLimits(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(1), 5);

  /** The wait before the next attempt. */
  Duration before(int failures) {
    return pause.multipliedBy(1L << (failures - 1));
  }
}
