package io.musicreclass.inbox;

import java.time.Duration;

/** Detects a disk access that does not return. Thread-safe; never waits. */
final class HangDetector {
  /** Local disks answer within milliseconds, sleeping ones within seconds. */
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private volatile long progress;

  /** Records that the last access has returned. */
  void progress() {
    progress = System.nanoTime();
  }

  /** Whether there was progress once, but none for too long. */
  boolean hangs() {
    long since = progress;
    return since != 0 && System.nanoTime() - since > LIMIT.toNanos();
  }
}
