package io.musicreclass.fetch;

import java.time.Duration;

/**
 * How long a download puts up with a server.
 *
 * @param silence after which a connection that brings next to nothing is given up
 * @param pause before the second try; doubled before each further one
 * @param tries in a row that bring nothing
 */
record FetchLimits(Duration silence, Duration pause, int tries) {
  static final FetchLimits USUAL =
      new FetchLimits(Duration.ofSeconds(30), Duration.ofSeconds(1), 5);

  /** The wait before the next try. */
  Duration before(int failures) {
    return pause.multipliedBy(1L << (failures - 1));
  }
}
