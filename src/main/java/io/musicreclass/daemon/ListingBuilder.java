package io.musicreclass.daemon;

import io.musicreclass.ledger.Ledger;
import io.musicreclass.lifecycle.FailureText;
import io.musicreclass.lifecycle.StoppableThread;
import io.musicreclass.problems.Problems;
import java.time.Duration;
import java.util.OptionalInt;
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

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final Ledger ledger;
  private final Runnable onListed;
  private final Problems.Source problem;
  private long listedRevision = -1; // used by the thread
  private final StoppableThread thread =
      new StoppableThread("ledger-listing", CLOSE_TIMEOUT, this::run);

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

  private void run() throws InterruptedException {
    do {
      if (ledger.revision() != listedRevision) {
        list();
      }
    } while (!thread.pause(INTERVAL));
  }

  private void list() throws InterruptedException {
    long start = System.nanoTime();
    int songs = 0;
    OptionalInt listed = listSome();
    while (!thread.isStopped() && listed.orElse(1) > 0) {
      songs += listed.orElse(0);
      listed = listSome();
    }
    if (songs > MANY && !thread.isStopped()) {
      long ms = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      LOG.infof("Listed songs for search: files=%d ms=%d", songs, ms);
      onListed.run();
    }
  }

  /** Number of songs that were listed; empty after a failure. */
  private OptionalInt listSome() throws InterruptedException {
    try {
      long revision = ledger.revision();
      int listed = ledger.listSome();
      problem.recovered();
      if (listed == 0) {
        listedRevision = revision;
      }
      return OptionalInt.of(listed);
    } catch (RuntimeException e) {
      String why = FailureText.of(e);
      LOG.errorf("Failed to list files for search, retrying: reason=%s", why);
      problem.failed("Some songs cannot be searched and sorted yet: " + why);
      var unused = thread.pause(RETRY_DELAY);
      return OptionalInt.empty();
    }
  }

  /** Waits a few seconds for the current transaction. */
  @Override
  public void close() {
    thread.close();
  }
}
