package io.musicreclass.classify;

import io.musicreclass.priority.TaskThreads;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs work in a thread of its own, so that the caller can abandon it: native code and reads from a
 * hanging share cannot be stopped. Abandoned work is interrupted and counted until it returns; its
 * result is discarded. May be used by many threads.
 */
final class AbandonableTask {
  private static final TaskThreads THREADS = new TaskThreads("timed");

  /** The work to run. */
  @FunctionalInterface
  public interface Work<T> {
    T run() throws IOException, ModelLoadException;
  }

  /** The work did not return in time. */
  static final class ExceededException extends TimeoutException {
    private static final long serialVersionUID = 1;

    private final transient Duration limit;

    ExceededException(Duration limit, StackTraceElement[] where) {
      super("no answer within " + limit.toSeconds() + " s");
      this.limit = limit;
      setStackTrace(where);
    }

    Duration limit() {
      return limit;
    }

    /** Whether the work was in that package or in code called from it. */
    boolean isIn(String packageName) {
      return AbandonableTask.isIn(getStackTrace(), packageName);
    }
  }

  private final Set<Run<?>> hanging = ConcurrentHashMap.newKeySet();

  /** Whether abandoned work has not returned yet. */
  boolean hangs() {
    return !hanging.isEmpty();
  }

  /** The same, except for work in that package or in code called from it. */
  boolean hangsOutside(String packageName) {
    return hanging.stream().anyMatch(run -> !isIn(run.where(), packageName));
  }

  private static boolean isIn(StackTraceElement[] where, String packageName) {
    return Arrays.stream(where).anyMatch(f -> f.getClassName().startsWith(packageName + "."));
  }

  /**
   * Runs the work to its end, or abandons it.
   *
   * @param limit read again each time it has passed, as it may depend on other work
   * @throws ExceededException if it was abandoned; has the stack trace of the work
   */
  <T> T call(Work<T> work, Supplier<Duration> limit)
      throws IOException, ModelLoadException, ExceededException {
    Run<T> run = new Run<>(work);
    FutureTask<T> task = new FutureTask<>(run::call);
    long start = System.nanoTime();
    THREADS.execute(task);
    try {
      while (true) {
        Duration current = limit.get();
        try {
          long left = current.toNanos() - (System.nanoTime() - start);
          return task.get(Math.max(1, left), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
          if (limit.get().compareTo(current) <= 0) {
            StackTraceElement[] where = run.abandon();
            task.cancel(true);
            throw new ExceededException(current, where);
          }
        }
      }
    } catch (InterruptedException e) {
      var unused = run.abandon();
      task.cancel(true);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted");
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    }
  }

  private static IOException rethrown(Throwable cause) throws ModelLoadException {
    if (cause instanceof ModelLoadException unloadable) {
      throw unloadable;
    }
    if (cause instanceof RuntimeException bug) {
      throw bug;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return (IOException) cause;
  }

  /** The work, and the thread that runs it. */
  private final class Run<T> {
    private final Work<T> work;
    private @Nullable Thread thread;
    private boolean ended;

    Run(Work<T> work) {
      this.work = work;
    }

    T call() throws IOException, ModelLoadException {
      synchronized (this) {
        thread = Thread.currentThread();
      }
      try {
        return work.run();
      } finally {
        end();
      }
    }

    private synchronized void end() {
      ended = true;
      hanging.remove(this);
    }

    synchronized StackTraceElement[] abandon() {
      if (!ended) {
        hanging.add(this);
      }
      return where();
    }

    synchronized StackTraceElement[] where() {
      return thread == null || ended ? new StackTraceElement[0] : thread.getStackTrace();
    }
  }
}
