package io.musicreclass.daemon;

import io.musicreclass.lifecycle.Stoppable;
import io.musicreclass.lifecycle.StoppableThread;
import io.musicreclass.problems.Problems;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Runs the slow steps of the start in the background, in order. The daemon is ready meanwhile and
 * may be stopped at any time. A step that fails is retried until it succeeds.
 */
final class Startup implements Stoppable {
  private static final Logger LOG = Logger.getLogger(Startup.class);
  private static final Duration RETRY_DELAY = Duration.ofSeconds(5);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final List<Runnable> steps;
  private final Problems.Source problem;
  private final Duration retryDelay;
  private final StoppableThread thread = new StoppableThread("startup", CLOSE_TIMEOUT, this::run);

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

  private void run() throws InterruptedException {
    for (Runnable step : steps) {
      while (!thread.isStopped() && !succeeds(step)) {
        var unused = thread.pause(retryDelay);
      }
    }
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
    thread.stop();
  }

  /** Waits a few seconds for the current step. */
  @Override
  public void close() {
    thread.close();
  }
}
