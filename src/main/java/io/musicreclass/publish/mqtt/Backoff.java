package io.musicreclass.publish.mqtt;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Waits between attempts: 1 s, doubling up to 60 s, each shortened by up to a half at random, so
 * that a houseful of clients does not come back to a restarted broker at the same instant.
 */
final class Backoff {
  static final long SHORTEST = 1_000; // ms
  private static final long LONGEST = 60_000;
  private static final Duration STEADY = Duration.ofSeconds(10);

  private final RandomGenerator random;
  private final long shortest;
  private long next;

  /**
   * @param shortest milliseconds of the first wait, in the house {@link #SHORTEST}
   */
  Backoff(RandomGenerator random, long shortest) {
    this.random = random;
    this.shortest = shortest;
    this.next = shortest;
  }

  /** Milliseconds to wait before the next attempt. */
  long next() {
    long wait = next - random.nextLong(next / 2 + 1);
    next = Math.min(2 * next, LONGEST);
    return wait;
  }

  /**
   * A connection ended after this time. Only one that held starts the count anew: a broker that
   * drops us at once must not be asked once a second for ever.
   *
   * @return whether it held
   */
  boolean held(Duration time) {
    boolean held = time.compareTo(STEADY) >= 0;
    if (held) {
      next = shortest;
    }
    return held;
  }
}
