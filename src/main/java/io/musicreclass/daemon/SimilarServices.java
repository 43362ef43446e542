package io.musicreclass.daemon;

import io.musicreclass.config.Settings;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.lifecycle.Stoppable;
import io.musicreclass.problems.Problems;
import io.musicreclass.similar.SimilarSongs;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Keeps the similar songs up to date: each newly decided song is included by a thread of its own.
 */
final class SimilarServices implements Stoppable {
  private static final Logger LOG = Logger.getLogger(SimilarServices.class);
  private static final Duration RETRY_DELAY = Duration.ofMinutes(1);

  private final SimilarSongs songs;
  private final Problems.Source problem;
  private final Semaphore changes = new Semaphore(1);
  private final Thread thread = new Thread(this::run, "similar");
  private volatile boolean stopped;

  SimilarServices(Settings settings, Ledger ledger, Problems problems) {
    songs = SimilarSongs.owned(settings, ledger);
    problem = problems.source();
  }

  SimilarSongs songs() {
    return songs;
  }

  void start() {
    thread.start();
  }

  /** There may be newly decided songs. */
  void wake() {
    changes.release();
  }

  private void run() {
    try {
      changes.acquire();
      while (!stopped) {
        changes.drainPermits();
        if (updated()) {
          changes.acquire();
        } else {
          var unused = changes.tryAcquire(RETRY_DELAY.toMillis(), TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // only the JVM's shutdown interrupts this thread
    }
  }

  private boolean updated() {
    try {
      songs.update(() -> stopped);
      problem.recovered();
      return true;
    } catch (IOException | RuntimeException e) {
      if (!stopped) {
        LOG.warnf("Failed to update the similar songs, retrying: reason=%s", e.getMessage());
        problem.failed("Similar songs are not up to date: " + e.getMessage());
      }
      return false;
    }
  }

  @Override
  public void stop() {
    stopped = true;
    wake();
  }

  @Override
  public void close() {
    stop();
    try {
      thread.join();
      songs.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.warnf("Failed to close the similar songs: reason=%s", e.getMessage());
    }
  }
}
