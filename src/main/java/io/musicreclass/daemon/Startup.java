package io.musicreclass.daemon;

import io.musicreclass.lifecycle.Stoppable;
import io.musicreclass.problems.Problems;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * What is done once after the start and may take long, on a thread of its own: the daemon is ready
 * meanwhile, and may be stopped at any moment. A step that fails is tried again until it works.
 */
final class Startup implements Stoppable {
  private static final Logger LOG = Logger.getLogger(Startup.class);
  private static final long TRY_AGAIN_MS = 5000;
  private static final long FAREWELL_MS = 5000;

  private final List<Runnable> steps;
  private final Problems.Source problem;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "startup");

  /**
   * @param steps in this order; each may run again after it has failed
   */
  Startup(List<Runnable> steps, Problems.Source problem) {
    this.steps = List.copyOf(steps);
    this.problem = problem;
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      for (Runnable step : steps) {
        while (!isStopped() && !succeeds(step)) {
          stopped.await(TRY_AGAIN_MS, TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody does that but the end of the JVM
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
      LOG.errorf("The start is not complete, trying again: %s", e.getMessage());
      problem.failed("The start is not complete: " + e.getMessage());
      return false;
    }
  }

  @Override
  public void stop() {
    stopped.countDown();
  }

  /** Lets the step in hand end, for a moment. */
  @Override
  public void close() {
    stop();
    try {
      thread.join(FAREWELL_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
