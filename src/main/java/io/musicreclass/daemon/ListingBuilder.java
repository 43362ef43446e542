package io.musicreclass.daemon;

import io.musicreclass.ledger.Ledger;
import io.musicreclass.lifecycle.FailureText;
import io.musicreclass.problems.Problems;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Lists what an earlier version of the program stored, so that it can be searched and sorted. The
 * daemon is in use meanwhile; what is left after a stop is listed after the next start.
 */
final class ListingBuilder implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(ListingBuilder.class);
  private static final Duration RETRY_DELAY = Duration.ofSeconds(5);
  private static final long CLOSE_TIMEOUT_MS = 5000;

  private final Ledger ledger;
  private final Runnable onListed;
  private final Problems.Source problem;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "ledger-listing");

  /**
   * @param onListed called when everything is listed, unless it was before
   */
  ListingBuilder(Ledger ledger, Problems problems, Runnable onListed) {
    this.ledger = ledger;
    this.onListed = onListed;
    this.problem = problems.source();
  }

  void start() {
    thread.start();
  }

  private void run() {
    long start = System.nanoTime();
    try {
      int songs = ledger.views().unlisted();
      while (!isStopped()) {
        if (!isMore()) {
          if (songs > 0) {
            long ms = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            LOG.infof(
                "Listed the files of an earlier version for search: files=%d ms=%d", songs, ms);
            onListed.run();
          }
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // only the JVM's shutdown interrupts this thread
    }
  }

  private boolean isStopped() {
    return stopped.getCount() == 0;
  }

  private boolean isMore() throws InterruptedException {
    try {
      boolean more = ledger.listSome();
      problem.recovered();
      return more;
    } catch (RuntimeException e) {
      String why = FailureText.of(e);
      LOG.errorf("Failed to list files for search, retrying: reason=%s", why);
      problem.failed("Some songs cannot be searched and sorted yet: " + why);
      stopped.await(RETRY_DELAY.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    }
  }

  /** Waits a few seconds for the current transaction. */
  @Override
  public void close() {
    stopped.countDown();
    try {
      thread.join(CLOSE_TIMEOUT_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
