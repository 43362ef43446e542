package io.musicreclass.publish.mqtt;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Exponential backoff between connection attempts: 1 s, doubling up to 60 s. Each delay is
 * shortened by up to a half at random, so that many clients do not reconnect to a restarted broker
 * at once.
 */
final class Backoff {
  static final long FIRST_MS = 1_000;
  private static final long MAX_MS = 60_000;
  private static final Duration STABLE = Duration.ofSeconds(10);

  private final RandomGenerator random;
  private final long first;
  private long next;

  /**
   * @param first first delay in milliseconds; {@link #FIRST_MS} except in tests
   */
  Backoff(RandomGenerator random, long first) {
    this.random = random;
    this.first = first;
    this.next = first;
  }

  /** The delay before the next attempt, in milliseconds. */
  long next() {
    long delay = next - random.nextLong(next / 2 + 1);
    next = Math.min(2 * next, MAX_MS);
    return delay;
  }

  /**
   * Records that a connection has ended. Only a stable one resets the delay: a broker that drops
   * connections immediately must not be contacted every second forever.
   *
   * @return whether the connection was stable
   */
  boolean ended(Duration duration) {
    boolean stable = duration.compareTo(STABLE) >= 0;
    if (stable) {
      next = first;
    }
    return stable;
  }
}
