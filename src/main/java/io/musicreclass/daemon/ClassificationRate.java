package io.musicreclass.daemon;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** Tracks classified per minute, averaged over the last two minutes. Not thread-safe. */
final class ClassificationRate {
  private static final Duration WINDOW = Duration.ofMinutes(2);

  /** The number of classified tracks at one point in time. */
  private record Sample(Instant at, long done) {}

  private final Deque<Sample> samples = new ArrayDeque<>();

  /**
   * Adds a sample, at most one a second, and returns the current rate.
   *
   * @param done number of tracks classified so far
   * @return tracks per minute; 0 at the first sample
   */
  double perMinute(Instant now, long done) {
    if (samples.isEmpty() || !now.isBefore(samples.getLast().at().plusSeconds(1))) {
      samples.addLast(new Sample(now, done)); // the page may ask many times a second
    }
    while (samples.size() > 2 && samples.getFirst().at().isBefore(now.minus(WINDOW))) {
      samples.removeFirst();
    }
    Sample first = samples.getFirst();
    double minutes = Duration.between(first.at(), now).toMillis() / 60_000.0;
    return minutes == 0 ? 0 : (done - first.done()) / minutes;
  }
}
