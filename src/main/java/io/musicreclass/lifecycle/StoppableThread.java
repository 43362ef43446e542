package io.musicreclass.lifecycle;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A thread whose work pauses from time to time and ends once it is asked to. It does not keep the
 * program running: a disk or a server may hang.
 */
public final class StoppableThread implements Stoppable {
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Duration closeTimeout;
  private final Thread thread;

  /** What a thread does. */
  @FunctionalInterface
  public interface Work {
    /** Works until {@link #isStopped}, or {@link #pause} says so. */
    void run() throws InterruptedException;
  }

  /**
   * @param closeTimeout positive; how long {@link #close} waits for the work's current step
   */
  public StoppableThread(String name, Duration closeTimeout, Work work) {
    this.closeTimeout = closeTimeout;
    this.thread = new Thread(() -> run(work), name);
    thread.setDaemon(true);
  }

  private static void run(Work work) {
    try {
      work.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // by interrupt() or the JVM's shutdown
    }
  }

  public void start() {
    thread.start();
  }

  public boolean isStopped() {
    return stopped.getCount() == 0;
  }

  /**
   * Waits for a while, or until {@link #stop}.
   *
   * @return whether the thread is to end
   */
  public boolean pause(Duration pause) throws InterruptedException {
    return stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void stop() {
    stopped.countDown();
  }

  /** Stops, and interrupts a step that waits for something else, such as a server. */
  public void interrupt() {
    stop();
    thread.interrupt();
  }

  /** Stops, and waits for the current step for a limited time. */
  @Override
  public void close() {
    stop();
    try {
      thread.join(closeTimeout.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
