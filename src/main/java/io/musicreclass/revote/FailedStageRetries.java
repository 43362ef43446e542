package io.musicreclass.revote;

import io.musicreclass.ledger.Reviews;
import io.musicreclass.ledger.rows.ResumeStep;
import io.musicreclass.lifecycle.FailureText;
import io.musicreclass.problems.Problems;
import io.musicreclass.track.ClassifiedTrack.Origin;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * After a start, queues songs again whose verdict lacks a stage that failed: behind all others and
 * a few at a time, so that they never fill the queue.
 */
public final class FailedStageRetries implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(FailedStageRetries.class);
  private static final Duration PERIOD = Duration.ofSeconds(10);
  private static final int MOST_QUEUED = 20;

  private final Reviews reviews;
  private final Runnable queued;
  private final Runnable ended;
  private final Problems.Source problem;
  private final Instant start;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "failed-stage-retries"));
  private long lastRow;
  private boolean batchOpen;

  /**
   * @param queued called when songs were added to the queue
   * @param ended called after the last song was queued
   */
  public FailedStageRetries(
      Reviews reviews, Runnable queued, Runnable ended, Problems.Source problem, Clock clock) {
    this.reviews = reviews;
    this.queued = queued;
    this.ended = ended;
    this.problem = problem;
    this.start = clock.instant();
  }

  public void start() {
    var unused =
        timer.scheduleWithFixedDelay(this::run, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void run() {
    try {
      boolean more = step();
      problem.recovered();
      if (!more) {
        timer.shutdown();
      }
    } catch (RuntimeException | Error e) {
      LOG.errorf("Failed to queue songs that lack a failed stage, retrying: reason=%s", e);
      problem.failed(
          "Songs whose verdict lacks a failed stage cannot be queued ("
              + FailureText.of(e)
              + "); Reclass keeps retrying");
    }
  }

  /** Queues the next songs unless enough of them are waiting; false when none is left. */
  public boolean step() {
    if (reviews.resuming() >= MOST_QUEUED) {
      return true;
    }
    ResumeStep next = reviews.resume(lastRow, MOST_QUEUED, start);
    boolean more = next.lastRow() != lastRow;
    lastRow = next.lastRow();
    if (next.queued() > 0) {
      if (!batchOpen) {
        batchOpen = true;
        reviews.openBatch(Origin.REVOTE); // published as one event after the last of them
      }
      queued.run();
    }
    if (!more && batchOpen) {
      reviews.closeBatch(Origin.REVOTE, List.of());
      ended.run();
    }
    return more;
  }

  @Override
  public void close() {
    timer.shutdown();
    try {
      boolean unused = timer.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
