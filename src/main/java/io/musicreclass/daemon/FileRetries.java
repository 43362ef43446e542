package io.musicreclass.daemon;

import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.rows.Job;
import io.musicreclass.problems.Problems;
import io.musicreclass.track.ControlCharacters;
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
 * Retries songs whose files could not be read because of a failing disk, a share that returns
 * errors or a lack of file descriptors. Since the songs may be intact, they keep their place in the
 * queue and are retried with exponential back-off. A file that failed shortly after it was changed
 * is also retried once, since it may still be being written. Thread-safe.
 */
final class FileRetries implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(FileRetries.class);
  private static final int MAX_DOUBLINGS = 6;

  /** Lower bound of {@link #quietTime}. */
  private static final Duration MIN_QUIET_TIME = Duration.ofSeconds(20);

  private record RecentFailure(SongFile file, Instant due) {}

  private final Ledger ledger;
  private final Problems.Source problem;
  private final Duration firstDelay;
  private final Runnable onQueued;
  private final Duration quietTime;
  private final Clock clock;
  private final Map<Long, Integer> failures = new ConcurrentHashMap<>();
  private final Map<Long, RecentFailure> recent = new ConcurrentHashMap<>();
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "file-retries"));

  /**
   * @param firstDelay delay of the first retry; doubles with each further one, up to 64 times
   * @param onQueued called when a song was returned to the queue
   * @param quietTime how long a file must have been unchanged before its failure is final
   */
  FileRetries(
      Ledger ledger,
      Problems.Source problem,
      Duration firstDelay,
      Runnable onQueued,
      Duration quietTime,
      Clock clock) {
    this.quietTime = quietTime;
    this.clock = clock;
    this.ledger = ledger;
    this.problem = problem;
    this.firstDelay = firstDelay;
    this.onQueued = onQueued;
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /**
   * Parks a song until its next attempt; a restart retries it at once.
   *
   * @param reason why its file could not be read
   */
  void later(Job job, String reason) {
    int earlier = failures.merge(job.row(), 1, Integer::sum) - 1;
    String file = ControlCharacters.escape(SongFile.text(job.path()));
    LOG.warnf("Failed to read a file, retrying later: file=%s reason=%s", file, reason);
    problem.failed(
        file + " cannot be read: " + reason + "; check its disk or share. Reclass keeps retrying");
    ledger.libraryQueue().park(job);
    long delayMs = firstDelay.toMillis() << Math.min(earlier, MAX_DOUBLINGS);
    schedule(job, delayMs);
  }

  private void schedule(Job job, long delayMs) {
    if (!timer.isShutdown()) {
      var unused = timer.schedule(() -> release(job), delayMs, TimeUnit.MILLISECONDS);
    }
  }

  /**
   * How long a file must have been unchanged before its failure is final: ten times the inbox's
   * settle time, at least 20 s.
   */
  static Duration quietTime(Duration settle) {
    Duration tenfold = settle.multipliedBy(10);
    return tenfold.compareTo(MIN_QUIET_TIME) > 0 ? tenfold : MIN_QUIET_TIME;
  }

  /**
   * Parks a song that failed until its file has been unchanged for long enough. A file dated in the
   * future is waited for once, for the same time.
   *
   * @return false when the file has been unchanged for long enough: the failure is final
   */
  boolean untilQuiet(Job job) {
    Instant now = clock.instant();
    RecentFailure before = recent.get(job.row());
    boolean known = before != null && before.file.equals(job.file());
    Duration age = Duration.between(Instant.ofEpochSecond(0, job.file().mtime()), now);
    if (age.compareTo(quietTime) >= 0 || (known && !now.isBefore(before.due))) {
      recent.remove(job.row());
      return false;
    }
    Duration wait = age.isNegative() ? quietTime : quietTime.minus(age);
    ledger.libraryQueue().park(job);
    if (!known) {
      recent.put(job.row(), new RecentFailure(job.file(), now.plus(wait)));
      schedule(job, wait.toMillis() + 1);
    }
    return true;
  }

  /** Forgets a song that reached another outcome. */
  void ended(Job job) {
    recent.remove(job.row());
    if (failures.remove(job.row()) != null && failures.isEmpty()) {
      problem.recovered();
    }
  }

  private void release(Job job) {
    try {
      ledger.libraryQueue().unpark(job);
      onQueued.run();
    } catch (RuntimeException e) {
      LOG.errorf("Failed to return a file to the queue, retrying: reason=%s", e.getMessage());
      problem.failed("A file cannot be returned to the queue: " + e.getMessage());
      var unused = timer.schedule(() -> release(job), firstDelay.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Stops the timer; parked songs are retried at the next start. */
  @Override
  public void close() {
    timer.shutdownNow();
  }
}
