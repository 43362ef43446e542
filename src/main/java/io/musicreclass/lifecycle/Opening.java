package io.musicreclass.lifecycle;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * A resource that is opened in a thread of its own, while others are opened. Unless it has been
 * taken, closing waits until it is open, and closes it. Not thread-safe.
 *
 * @param <T> type of the resource
 */
public final class Opening<T extends AutoCloseable> implements AutoCloseable {
  private final FutureTask<T> task;
  private boolean taken;

  /**
   * Begins to open it.
   *
   * @param name name of the thread
   */
  public Opening(String name, Supplier<T> opener) {
    task = new FutureTask<>(opener::get);
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** The resource, once it is open, for the caller to close; throws what opening it threw. */
  public T take() {
    taken = true;
    return await();
  }

  private T await() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true; // opening takes less than a second, and only who has it can close it
        } catch (ExecutionException e) {
          throw rethrown(e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static RuntimeException rethrown(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException thrown ? thrown : new IllegalStateException(cause);
  }

  @Override
  public void close() {
    if (taken) {
      return;
    }
    T opened;
    try {
      opened = await();
    } catch (RuntimeException | Error e) {
      return; // nothing was opened, and something else has failed before
    }
    try {
      opened.close();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) { // of any kind
      throw new IllegalStateException(e);
    }
  }
}
