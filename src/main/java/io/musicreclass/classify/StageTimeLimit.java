package io.musicreclass.classify;

import java.time.Duration;

/**
 * The time limit of a stage: several times as long as it usually takes, and at least a minute. May
 * be used by many threads.
 */
final class StageTimeLimit {
  private static final int FACTOR = 8;

  /** The fixed cost of each song, expressed in seconds of audio. */
  private static final double BASE_S = 10;

  /**
   * Each consecutive timeout doubles the limit, up to this many times: the machine may be slow now.
   */
  private static final int MOST_DOUBLINGS = 4;

  private static final double SMOOTHING = 0.2;

  private final Duration least;
  private final Duration first;
  private double msPerSecond = Double.NaN;
  private int exceeded;

  /** For a stage that has not run yet: its first song may take five minutes. */
  StageTimeLimit() {
    this(Duration.ofMinutes(1), Duration.ofMinutes(5));
  }

  /**
   * @param least the shortest limit
   * @param first the limit of the first song
   */
  StageTimeLimit(Duration least, Duration first) {
    this.least = least;
    this.first = first;
  }

  /**
   * How long a song may take.
   *
   * @param seconds of audio
   * @param atOnce how many songs are analysed at the same time
   */
  synchronized Duration limit(double seconds, int atOnce) {
    double usual = FACTOR * msPerSecond * (BASE_S + seconds) * atOnce;
    Duration limit =
        Double.isNaN(msPerSecond)
            ? first.multipliedBy(atOnce)
            : Duration.ofMillis(Math.max(least.toMillis(), Math.round(usual)));
    return limit.multipliedBy(1L << Math.min(exceeded, MOST_DOUBLINGS));
  }

  /** Records how long a song of that many seconds took. */
  synchronized void took(Duration time, double seconds) {
    double now = time.toMillis() / (BASE_S + seconds);
    msPerSecond = Double.isNaN(msPerSecond) ? now : msPerSecond + SMOOTHING * (now - msPerSecond);
    exceeded = 0;
  }

  /** Records a timeout. */
  synchronized void exceeded() {
    exceeded++;
  }
}
