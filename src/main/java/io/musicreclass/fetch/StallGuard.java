package io.musicreclass.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends a stream that brings next to nothing: a silent server would hold the download for ever, one
 * that drips bytes for months.
 */
final class StallGuard implements AutoCloseable {
  /** What a stream must bring in each span of silence. */
  private static final long LEAST = 4096; // bytes

  private final InputStream stream;
  private final Duration silence;
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile long bytes;
  private volatile boolean gaveUp;

  StallGuard(InputStream stream, Duration silence) {
    this.stream = stream;
    this.silence = silence;
    Thread thread = new Thread(this::look, "fetch-watch");
    thread.setDaemon(true);
    thread.start();
  }

  /** All that came since it was made. */
  void came(long all) {
    bytes = all;
  }

  /** Whether it ended the stream. */
  boolean gaveUp() {
    return gaveUp;
  }

  private void look() {
    try {
      long before = 0;
      while (!over.await(silence.toMillis(), TimeUnit.MILLISECONDS)) {
        long now = bytes;
        if (now - before < LEAST) {
          gaveUp = true;
          stream.close();
          return;
        }
        before = now;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // it is closed as far as it can be; the reader notices
    }
  }

  @Override
  public void close() {
    over.countDown();
  }
}
