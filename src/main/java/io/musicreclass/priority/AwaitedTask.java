package io.musicreclass.priority;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * A task of one thread for which another one waits, even if it is interrupted: the interrupt is
 * passed on, also if the task's thread has not begun yet.
 */
public final class AwaitedTask<T> implements Runnable {
  private final Callable<T> work;
  private final CountDownLatch done = new CountDownLatch(1);
  private @Nullable Thread thread; // guarded by this
  private boolean interrupted; // guarded by this
  private volatile @Nullable T result;
  private volatile @Nullable Throwable failure;

  public AwaitedTask(Callable<T> work) {
    this.work = work;
  }

  @Override
  public void run() {
    begin();
    try {
      result = work.call();
    } catch (Exception | Error e) {
      failure = e;
    } finally {
      end();
      done.countDown();
    }
  }

  private synchronized void begin() {
    thread = Thread.currentThread();
    if (interrupted) {
      thread.interrupt();
    }
  }

  private synchronized void end() {
    thread = null;
  }

  /** Interrupts the task, or has it begin interrupted. */
  public synchronized void interrupt() {
    interrupted = true;
    if (thread != null) {
      thread.interrupt();
    }
  }

  /**
   * Waits for the end.
   *
   * @param onInterrupt run each time that this thread is interrupted meanwhile
   * @return whether it was
   */
  public boolean await(Runnable onInterrupt) {
    boolean interruptedHere = false;
    while (done.getCount() > 0) {
      try {
        done.await();
      } catch (InterruptedException e) {
        interruptedHere = true;
        onInterrupt.run();
      }
    }
    return interruptedHere;
  }

  /** What the work threw; null if nothing, or before the end. */
  public @Nullable Throwable failure() {
    return failure;
  }

  /** What the work returned; empty if it threw, and before the end. */
  public Optional<T> result() {
    return Optional.ofNullable(result);
  }
}
