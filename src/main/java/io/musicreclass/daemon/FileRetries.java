package io.musicreclass.daemon;

import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.rows.Job;
import io.musicreclass.problems.Problems;
import io.musicreclass.track.SongFile;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Songs whose files could not be looked at: on a broken disk, on a share that answers with errors,
 * with no file descriptor left. Nothing is concluded from that: they keep their place in the queue,
 * and are taken up again after a while, later each time. So are, once, those whose file failed
 * shortly after it was changed: it may still be being written. Thread-safe.
 */
final class FileRetries implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(FileRetries.class);
  private static final int DOUBLINGS = 6;

  /** How long a file that fails must have been unchanged, at least. */
  private static final Duration QUIET = Duration.ofSeconds(20);

  private record Recent(SongFile file, Instant due) {}

  private final Ledger ledger;
  private final Problems.Source problem;
  private final Duration shortest;
  private final Runnable queued;
  private final Duration quiet;
  private final Clock clock;
  private final Map<Long, Integer> failures = new ConcurrentHashMap<>();
  private final Map<Long, Recent> recent = new ConcurrentHashMap<>();
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "file-retries"));

  /**
   * @param shortest pause before the first retry; it doubles up to 64 times that
   * @param queued called when there is something new in the queue
   * @param quiet how long a file that fails must have been unchanged
   */
  FileRetries(
      Ledger ledger,
      Problems.Source problem,
      Duration shortest,
      Runnable queued,
      Duration quiet,
      Clock clock) {
    this.quiet = quiet;
    this.clock = clock;
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
    schedule(job, pause);
  }

  private void schedule(Job job, long pauseMs) {
    if (!timer.isShutdown()) {
      var unused = timer.schedule(() -> release(job), pauseMs, TimeUnit.MILLISECONDS);
    }
  }

  /** How long a file must have been unchanged before its failure is final. */
  static Duration quiet(Duration settle) {
    Duration tenfold = settle.multipliedBy(10);
    return tenfold.compareTo(QUIET) > 0 ? tenfold : QUIET;
  }

  /**
   * Puts a song that failed back until its file has been unchanged for long enough. A file whose
   * time lies in the future is waited for once, as long.
   *
   * @return false when it has been, and the failure is final
   */
  boolean untilQuiet(Job job) {
    Instant now = clock.instant();
    Recent before = recent.get(job.row());
    boolean known = before != null && before.file.equals(job.file());
    Duration age = Duration.between(Instant.ofEpochSecond(0, job.file().mtime()), now);
    if (age.compareTo(quiet) >= 0 || (known && !now.isBefore(before.due))) {
      recent.remove(job.row());
      return false;
    }
    Duration wait = age.isNegative() ? quiet : quiet.minus(age);
    ledger.backlog().park(job);
    if (!known) {
      recent.put(job.row(), new Recent(job.file(), now.plus(wait)));
      schedule(job, wait.toMillis() + 1);
    }
    return true;
  }

  /** A song has come to another end. */
  void ended(Job job) {
    recent.remove(job.row());
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
