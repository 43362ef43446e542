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
 * After a start, brings the songs that had got their verdict without a stage that failed back into
 * the queue: behind all others, and a few at a time, so that they never fill it.
 */
public final class FailedStageRetries implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(FailedStageRetries.class);
  private static final Duration PERIOD = Duration.ofSeconds(10);
  private static final int AT_A_TIME = 20;

  private final Reviews reviews;
  private final Runnable queued;
  private final Runnable ended;
  private final Problems.Source problem;
  private final Instant start;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "resumption"));
  private long lastRow;
  private boolean begun;

  /**
   * @param queued called when there is something new in the queue
   * @param ended called when no more songs follow
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
      LOG.errorf("Songs that ended without a stage cannot be queued, trying again: %s", e);
      problem.failed(
          "Songs that ended without a stage cannot be queued ("
              + FailureText.of(e)
              + "): trying again");
    }
  }

  /** Brings the next ones, unless enough of them wait; false when all have had their turn. */
  public boolean step() {
    if (reviews.resuming() >= AT_A_TIME) {
      return true;
    }
    ResumeStep next = reviews.resume(lastRow, AT_A_TIME, start);
    boolean more = next.lastRow() != lastRow;
    lastRow = next.lastRow();
    if (next.queued() > 0) {
      if (!begun) {
        begun = true;
        reviews.openBatch(Origin.REVOTE); // told of in one event, once the last of them is heard
      }
      queued.run();
    }
    if (!more && begun) {
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
