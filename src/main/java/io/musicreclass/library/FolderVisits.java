package io.musicreclass.library;

import io.musicreclass.ledger.Ledger;
import io.musicreclass.lifecycle.FailureText;
import io.musicreclass.notify.EventPolicy;
import io.musicreclass.priority.ThreadPriority;
import io.musicreclass.problems.Problems;
import io.musicreclass.track.ClassifiedTrack.Origin;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * The scans of single folders, which may block, and what follows each: the end of the batch, and
 * the sample of a long queue. Thread-safe.
 */
final class FolderVisits {
  private static final Logger LOG = Logger.getLogger(FolderVisits.class);

  private final List<LibraryFolder> folders;
  private final Duration interval;
  private final Ledger ledger;
  private final EventPolicy eventPolicy;
  private final EstimateSampler sampler;
  private final Problems.Source problem;
  private final Executor executor;
  private final BooleanSupplier closed;

  /**
   * @param interval time between two scans of a folder
   * @param executor runs the scans
   * @param closed whether the scans are to end; checked between files
   */
  FolderVisits(
      List<LibraryFolder> folders,
      Duration interval,
      Ledger ledger,
      EventPolicy eventPolicy,
      EstimateSampler sampler,
      Problems.Source problem,
      Executor executor,
      BooleanSupplier closed) {
    this.folders = folders;
    this.interval = interval;
    this.ledger = ledger;
    this.eventPolicy = eventPolicy;
    this.sampler = sampler;
    this.problem = problem;
    this.executor = executor;
    this.closed = closed;
  }

  /**
   * Scans the folder if that is due.
   *
   * @param onQueued called when songs were added to the queue
   */
  void startIfDue(LibraryFolder folder, Runnable onQueued) {
    if (!closed.getAsBoolean() && folder.needsVisit(interval)) {
      executor.execute(() -> visit(folder, onQueued));
    }
  }

  private void visit(LibraryFolder folder, Runnable onQueued) {
    try {
      OptionalInt added = folder.visit(interval, closed, onQueued);
      if (added.isPresent()) {
        finished(added.getAsInt(), onQueued);
        problem.recovered();
      }
    } catch (RuntimeException | Error e) {
      ledger.reviews().closeBatch(Origin.LIBRARY, List.of()); // the next scan opens it again
      failed(e, problem);
    } finally {
      wakeWaiting();
    }
  }

  private synchronized void finished(int added, Runnable onQueued) {
    if (!isAnyActive()) {
      ledger.reviews().closeBatch(Origin.LIBRARY, List.of());
      eventPolicy.reportBatches();
    }
    if (!closed.getAsBoolean() && sampler.sample(added)) {
      onQueued.run();
    }
  }

  /** Reports a failed scan, unless the library is closed. */
  void failed(Throwable e, Problems.Source problem) {
    if (closed.getAsBoolean()) {
      return;
    }
    LOG.errorf("Failed to scan the library, retrying: reason=%s", e);
    problem.failed("The library cannot be scanned: " + FailureText.of(e));
  }

  /** Whether a scan is running; one of a folder that does not respond does not count. */
  private boolean isAnyActive() {
    return folders.stream().anyMatch(f -> f.isBusy() && f.problem().isEmpty());
  }

  private synchronized void wakeWaiting() {
    notifyAll();
  }

  /** Waits for the scans in progress, except those of folders that do not respond. */
  synchronized void await(long timeoutMs) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
    while (isAnyActive() && System.nanoTime() < until) {
      wait(100);
    }
  }

  /** Runs a scan, in the background. */
  static void onNewThread(Runnable scan) {
    Thread thread = new Thread(() -> scanInBackground(scan), "library-scan");
    thread.setDaemon(true); // a hanging share must not keep the program from ending
    thread.start();
  }

  private static void scanInBackground(Runnable scan) {
    ThreadPriority.lowest();
    scan.run();
  }
}
