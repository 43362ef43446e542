package io.musicreclass.inbox;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Requests a full scan periodically. A long scan is followed by a pause ten times as long, to avoid
 * keeping a slow disk busy with a large folder.
 */
final class Polling implements EventSource {
  private final long pause;
  private final Semaphore woken = new Semaphore(0);
  private long requestedAt = System.nanoTime();
  private long next;
  private boolean scanning = true;

  Polling(Duration pause) {
    this.pause = pause.toNanos();
  }

  @Override
  public List<WatchEvent> await(Duration atMost) {
    long now = System.nanoTime();
    if (scanning) {
      scanning = false;
      next = now + Math.max(pause, 10 * (now - requestedAt));
    }
    long wait = Math.min(next - now, atMost.toNanos());
    if (wait > 0) {
      try {
        var unused = woken.tryAcquire(wait, TimeUnit.NANOSECONDS);
        woken.drainPermits();
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
      }
    }
    if (System.nanoTime() < next) {
      return List.of();
    }
    scanning = true;
    requestedAt = System.nanoTime();
    return List.of(new WatchEvent.RescanNeeded());
  }

  @Override
  public void wake() {
    woken.release();
  }

  @Override
  public void watch(Path folder) {}

  @Override
  public void retainWatches(Path top, Set<Path> folders) {}

  @Override
  public void close() {}
}
