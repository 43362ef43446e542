package io.musicreclass.classify;

import java.time.Duration;

/**
 * How long a stage usually takes, and from that how long it may take: several times as long, and at
 * least a minute. May be used by many threads.
 */
final class StageTimeLimit {
  private static final int TIMES = 8;

  /** What each song costs beside its length, in seconds of sound. */
  private static final double BASE_S = 10;

  /**
   * Each time it was exceeded in a row doubles the limit: the machine may just have become slow.
   */
  private static final int MOST_DOUBLINGS = 4;

  private static final double WEIGHT = 0.2;

  private final Duration least;
  private final Duration first;
  private double msPerSecond = Double.NaN;
  private int exceeded;

  /** For a stage that nothing is known of: its first song may take five minutes. */
  StageTimeLimit() {
    this(Duration.ofMinutes(1), Duration.ofMinutes(5));
  }

  /**
   * @param least the shortest limit
   * @param first the limit while nothing is known
   */
  StageTimeLimit(Duration least, Duration first) {
    this.least = least;
    this.first = first;
  }

  /**
   * How long a song may take.
   *
   * @param seconds of sound
   * @param atOnce how many songs share the machine
   */
  synchronized Duration limit(double seconds, int atOnce) {
    double usual = TIMES * msPerSecond * (BASE_S + seconds) * atOnce;
    Duration limit =
        Double.isNaN(msPerSecond)
            ? first.multipliedBy(atOnce)
            : Duration.ofMillis(Math.max(least.toMillis(), Math.round(usual)));
    return limit.multipliedBy(1L << Math.min(exceeded, MOST_DOUBLINGS));
  }

  /** A song of that many seconds took that long. */
  synchronized void took(Duration time, double seconds) {
    double now = time.toMillis() / (BASE_S + seconds);
    msPerSecond = Double.isNaN(msPerSecond) ? now : msPerSecond + WEIGHT * (now - msPerSecond);
    exceeded = 0;
  }

  /** A song took longer than it may. */
  synchronized void exceeded() {
    exceeded++;
  }
}
