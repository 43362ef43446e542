package io.musicreclass.daemon;

import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.rows.Arrived;
import io.musicreclass.problems.Problems;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.SongFile;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Writes the files that the inbox reports into the ledger, many in one transaction, so that ten
 * thousand files dropped at once wait for the disk a few times only.
 */
final class ArrivalQueue implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(ArrivalQueue.class);
  private static final int BATCH = 500;

  /** Files that wait while the ledger cannot be written; the inbox offers the others again. */
  private static final int MOST = 20_000;

  private static final long PATIENCE_MS = 1000;

  private final Ledger ledger;
  private final Runnable queued;
  private final Problems.Source problem;
  private final BlockingQueue<SongFile> files = new ArrayBlockingQueue<>(MOST);
  private final Thread thread = new Thread(this::run, "arrivals");

  /**
   * @param queued called when there is something new in the queue
   */
  ArrivalQueue(Ledger ledger, Runnable queued, Problems.Source problem) {
    this.ledger = ledger;
    this.queued = queued;
    this.problem = problem;
  }

  void start() {
    thread.start();
  }

  /**
   * A file of the inbox is whole.
   *
   * @throws IllegalStateException when too many wait already: it is to be offered again
   */
  void add(SongFile file) {
    try {
      if (files.offer(file, PATIENCE_MS, TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IllegalStateException(MOST + " files wait to be written into the ledger");
  }

  private void run() {
    List<SongFile> batch = new ArrayList<>();
    try {
      while (true) {
        if (batch.isEmpty()) {
          batch.add(files.take());
          files.drainTo(batch, BATCH - 1);
        }
        if (written(batch)) {
          batch.clear();
        } else {
          Thread.sleep(1000);
        }
      }
    } catch (InterruptedException e) {
      // Closed. What is not written is found again at the next start.
    }
  }

  private boolean written(List<SongFile> batch) {
    try {
      if (ledger.queue().arriveAll(batch, Origin.INBOX).contains(Arrived.QUEUED)) {
        queued.run();
      }
      problem.recovered();
      return true;
    } catch (RuntimeException e) {
      LOG.errorf("Files cannot be queued, trying again: %s", e.getMessage());
      problem.failed("New files cannot be queued: " + e.getMessage());
      return false;
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(5000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
