package io.musicreclass.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Closes a stream that delivers almost nothing: a silent server would block the download forever,
 * one that sends single bytes for months.
 */
final class StallGuard implements AutoCloseable {
  /** What a stream must deliver in each period. */
  private static final long LEAST = 4096; // bytes

  private final InputStream stream;
  private final Duration silence;
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile long bytes;
  private volatile boolean stalled;

  StallGuard(InputStream stream, Duration silence) {
    this.stream = stream;
    this.silence = silence;
    Thread thread = new Thread(this::look, "fetch-watch");
    thread.setDaemon(true);
    thread.start();
  }

  /** Reports the number of bytes received since the start. */
  void received(long all) {
    bytes = all;
  }

  /** Whether it closed the stream. */
  boolean stalled() {
    return stalled;
  }

  private void look() {
    try {
      long before = 0;
      while (!over.await(silence.toMillis(), TimeUnit.MILLISECONDS)) {
        long now = bytes;
        if (now - before < LEAST) {
          stalled = true;
          stream.close();
          return;
        }
        before = now;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // closed as far as possible; the reader notices
    }
  }

  @Override
  public void close() {
    over.countDown();
  }
}
