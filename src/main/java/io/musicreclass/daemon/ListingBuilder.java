package io.musicreclass.daemon;

import io.musicreclass.ledger.Ledger;
import io.musicreclass.lifecycle.FailureText;
import io.musicreclass.problems.Problems;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Lists what has changed, so that it can be searched and sorted; after an upgrade, everything that
 * an earlier version stored. The daemon is in use meanwhile; what is left after a stop is listed
 * after the next start.
 */
final class ListingBuilder implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(ListingBuilder.class);
  private static final Duration RETRY_DELAY = Duration.ofSeconds(5);

  /** A page lists the latest changes itself, so that only many changes wait for this. */
  private static final Duration INTERVAL = Duration.ofSeconds(2);

  /** More unlisted songs than this are worth a log entry. */
  private static final int MANY = 1000;

  private static final long CLOSE_TIMEOUT_MS = 5000;

  private final Ledger ledger;
  private final Runnable onListed;
  private final Problems.Source problem;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "ledger-listing");

  /**
   * @param onListed called when many songs have been listed
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
    try {
      while (!isStopped()) {
        list();
        var unused = stopped.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // only the JVM's shutdown interrupts this thread
    }
  }

  private void list() throws InterruptedException {
    long start = System.nanoTime();
    int songs = 0;
    OptionalInt listed = listSome();
    while (!isStopped() && listed.orElse(1) > 0) {
      songs += listed.orElse(0);
      listed = listSome();
    }
    if (songs > MANY && !isStopped()) {
      long ms = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      LOG.infof("Listed songs for search: files=%d ms=%d", songs, ms);
      onListed.run();
    }
  }

  private boolean isStopped() {
    return stopped.getCount() == 0;
  }

  /** Number of songs that were listed; empty after a failure. */
  private OptionalInt listSome() throws InterruptedException {
    try {
      int listed = ledger.listSome();
      problem.recovered();
      return OptionalInt.of(listed);
    } catch (RuntimeException e) {
      String why = FailureText.of(e);
      LOG.errorf("Failed to list files for search, retrying: reason=%s", why);
      problem.failed("Some songs cannot be searched and sorted yet: " + why);
      var unused = stopped.await(RETRY_DELAY.toMillis(), TimeUnit.MILLISECONDS);
      return OptionalInt.empty();
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
