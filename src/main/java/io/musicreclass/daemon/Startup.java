package io.musicreclass.daemon;

import io.musicreclass.lifecycle.Stoppable;
import io.musicreclass.problems.Problems;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Runs the slow steps of the start in the background, in order. The daemon is ready meanwhile and
 * may be stopped at any time. A step that fails is retried until it succeeds.
 */
final class Startup implements Stoppable {
  private static final Logger LOG = Logger.getLogger(Startup.class);
  private static final Duration RETRY_DELAY = Duration.ofSeconds(5);
  private static final long CLOSE_TIMEOUT_MS = 5000;

  private final List<Runnable> steps;
  private final Problems.Source problem;
  private final Duration retryDelay;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "startup");

  /**
   * @param steps run in this order; each must be repeatable after a failure
   */
  Startup(List<Runnable> steps, Problems.Source problem) {
    this(steps, problem, RETRY_DELAY);
  }

  /**
   * @param retryDelay pause before a failed step is retried
   */
  Startup(List<Runnable> steps, Problems.Source problem, Duration retryDelay) {
    this.steps = List.copyOf(steps);
    this.problem = problem;
    this.retryDelay = retryDelay;
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      for (Runnable step : steps) {
        while (!isStopped() && !succeeds(step)) {
          stopped.await(retryDelay.toMillis(), TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // only the JVM's shutdown interrupts this thread
    }
  }

  private boolean isStopped() {
    return stopped.getCount() == 0;
  }

  private boolean succeeds(Runnable step) {
    try {
      step.run();
      problem.recovered();
      return true;
    } catch (RuntimeException e) {
      LOG.errorf("Failed to complete the start, retrying: reason=%s", e.getMessage());
      problem.failed("The start cannot be completed: " + e.getMessage());
      return false;
    }
  }

  @Override
  public void stop() {
    stopped.countDown();
  }

  /** Waits a few seconds for the current step. */
  @Override
  public void close() {
    stop();
    try {
      thread.join(CLOSE_TIMEOUT_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
