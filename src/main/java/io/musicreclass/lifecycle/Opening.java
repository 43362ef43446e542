package io.musicreclass.lifecycle;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * A resource that is opened in a thread of its own, while others are opened. Closing waits until it
 * is open, and closes it.
 *
 * @param <T> type of the resource
 */
public final class Opening<T extends AutoCloseable> implements AutoCloseable {
  private final FutureTask<T> task;

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

  /** The resource, once it is open; throws what opening it threw. */
  public T get() {
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
  public void close() throws Exception {
    T opened;
    try {
      opened = get();
    } catch (RuntimeException | Error e) {
      return; // nothing was opened; whoever called get() knows
    }
    opened.close();
  }
}
