package io.musicreclass.inbox;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Says again and again that everything must be looked at. A look that takes long is followed by a
 * pause ten times as long, so that a big folder does not keep a slow disk busy.
 */
final class Polling implements EventSource {
  private final long pause;
  private long said = System.nanoTime();
  private long next;
  private boolean looking = true;

  Polling(Duration pause) {
    this.pause = pause.toNanos();
  }

  @Override
  public List<WatchEvent> await(Duration atMost) {
    long now = System.nanoTime();
    if (looking) {
      looking = false;
      next = now + Math.max(pause, 10 * (now - said));
    }
    long wait = Math.min(next - now, atMost.toNanos());
    if (wait > 0) {
      try {
        Thread.sleep(Duration.ofNanos(wait).toMillis() + 1);
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
      }
    }
    if (System.nanoTime() < next) {
      return List.of();
    }
    looking = true;
    said = System.nanoTime();
    return List.of(new WatchEvent.LookAgain());
  }

  @Override
  public void watch(Path folder) {}

  @Override
  public void keep(Path top, Set<Path> folders) {}

  @Override
  public void close() {}
}
