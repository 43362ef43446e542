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
 * Queues the files that the inbox reports in the ledger, in batches of one transaction each, so
 * that ten thousand files dropped at once cost only a few disk syncs.
 */
final class ArrivalQueue implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(ArrivalQueue.class);
  private static final int BATCH_SIZE = 500;

  /**
   * Files buffered while the ledger cannot be written; the inbox offers further files again later.
   */
  private static final int CAPACITY = 20_000;

  private static final long OFFER_TIMEOUT_MS = 1000;
  private static final long RETRY_MS = 1000;
  private static final long CLOSE_TIMEOUT_MS = 5000;

  private final Ledger ledger;
  private final Runnable onQueued;
  private final Problems.Source problem;
  private final BlockingQueue<SongFile> files = new ArrayBlockingQueue<>(CAPACITY);
  private final Thread thread = new Thread(this::run, "arrivals");

  /**
   * @param onQueued called after files were added to the ledger's queue
   */
  ArrivalQueue(Ledger ledger, Runnable onQueued, Problems.Source problem) {
    this.ledger = ledger;
    this.onQueued = onQueued;
    this.problem = problem;
  }

  void start() {
    thread.start();
  }

  /**
   * Accepts a complete file of the inbox.
   *
   * @throws IllegalStateException when the buffer is full; offer the file again later
   */
  void add(SongFile file) {
    try {
      if (files.offer(file, OFFER_TIMEOUT_MS, TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IllegalStateException(CAPACITY + " files already wait to be written to the ledger");
  }

  private void run() {
    List<SongFile> batch = new ArrayList<>();
    try {
      while (true) {
        if (batch.isEmpty()) {
          batch.add(files.take());
          files.drainTo(batch, BATCH_SIZE - 1);
        }
        if (write(batch)) {
          batch.clear();
        } else {
          Thread.sleep(RETRY_MS);
        }
      }
    } catch (InterruptedException e) {
      // Closed. The inbox finds unwritten files again at the next start.
    }
  }

  private boolean write(List<SongFile> batch) {
    try {
      if (ledger.queue().arriveAll(batch, Origin.INBOX).contains(Arrived.QUEUED)) {
        onQueued.run();
      }
      problem.recovered();
      return true;
    } catch (RuntimeException e) {
      LOG.errorf("Failed to queue new files, retrying: reason=%s", e.getMessage());
      problem.failed("New files cannot be queued: " + e.getMessage());
      return false;
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(CLOSE_TIMEOUT_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
