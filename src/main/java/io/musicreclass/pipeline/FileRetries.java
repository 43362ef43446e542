package io.musicreclass.pipeline;

import io.musicreclass.ledger.Job;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.problems.Problems;
import io.musicreclass.track.SongFile;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Songs whose files could not be looked at: on a broken disk, on a share that answers with errors,
 * with no file descriptor left. Nothing is concluded from that: they keep their place in the queue,
 * and are taken up again after a while, later each time. Thread-safe.
 */
final class FileRetries implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(FileRetries.class);
  private static final int DOUBLINGS = 6;

  private final Ledger ledger;
  private final Problems.Source problem;
  private final Duration shortest;
  private final Runnable queued;
  private final Map<Long, Integer> failures = new ConcurrentHashMap<>();
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "file-retries"));

  /**
   * @param shortest pause before the first retry; it doubles up to 64 times that
   * @param queued called when there is something new in the queue
   */
  FileRetries(Ledger ledger, Problems.Source problem, Duration shortest, Runnable queued) {
    this.ledger = ledger;
    this.problem = problem;
    this.shortest = shortest;
    this.queued = queued;
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /**
   * Puts a song back, which nobody takes until its next turn; over a restart at once.
   *
   * @param reason why its file could not be looked at
   */
  void later(Job job, String reason) {
    int before = failures.merge(job.row(), 1, Integer::sum) - 1;
    String file = SongFile.text(job.path()).replaceAll("\\p{Cntrl}", "?");
    LOG.warnf("A file cannot be looked at, trying again later: file=%s reason=%s", file, reason);
    problem.failed(
        file + " cannot be looked at: " + reason + "; check its disk or share; tried again");
    ledger.backlog().park(job);
    long pause = shortest.toMillis() << Math.min(before, DOUBLINGS);
    if (!timer.isShutdown()) {
      var unused = timer.schedule(() -> release(job), pause, TimeUnit.MILLISECONDS);
    }
  }

  /** A song has come to another end. */
  void ended(Job job) {
    if (failures.remove(job.row()) != null && failures.isEmpty()) {
      problem.recovered();
    }
  }

  private void release(Job job) {
    try {
      ledger.backlog().unpark(job);
      queued.run();
    } catch (RuntimeException e) {
      LOG.errorf("A file cannot be put back, trying again: %s", e.getMessage());
      problem.failed("A file cannot be put back into the queue: " + e.getMessage());
      var unused = timer.schedule(() -> release(job), shortest.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** The next start takes up what waits. */
  @Override
  public void close() {
    timer.shutdownNow();
  }
}
