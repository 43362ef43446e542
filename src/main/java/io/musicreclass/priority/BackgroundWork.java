package io.musicreclass.priority;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Work that nobody waits for. The thread that begins it keeps its priority, as it may not return
 * from a lower one; what it hands to {@link TaskThreads} runs at idle priority.
 *
 * <p>A thread inherits the priority of the one that starts it. What is loaded in the background and
 * kept for other work too, with threads of its own, is therefore loaded by {@link #loaded}.
 */
public final class BackgroundWork {
  private static final ThreadLocal<Boolean> ONGOING = ThreadLocal.withInitial(() -> false);

  private BackgroundWork() {}

  /** Starts threads of normal priority for threads that have lost theirs. */
  private static final class Starter {
    static final ExecutorService NORMAL =
        Executors.newSingleThreadExecutor(task -> daemon(task, "thread-starter"));

    private Starter() {}
  }

  /** Loads something. */
  @FunctionalInterface
  public interface Loader<T, E extends Exception> {
    T load() throws E;
  }

  /** Runs work of this thread as background work. The thread must have normal priority. */
  public static void run(Runnable work) {
    Starter.NORMAL.execute(() -> {}); // its thread must not be started by an idle one
    boolean outer = ONGOING.get();
    ONGOING.set(true);
    try {
      work.run();
    } finally {
      ONGOING.set(outer);
    }
  }

  /** Whether this thread does background work. */
  public static boolean isOngoing() {
    return ONGOING.get();
  }

  /** From now on all of this thread's work is background work. */
  static void forGood() {
    ONGOING.set(true);
  }

  /**
   * Loads what is kept for other work too: at normal priority, with the result and exceptions of
   * the loader. An interrupt of this thread is passed on.
   */
  public static <T, E extends Exception> T loaded(Loader<T, E> loader) throws E {
    if (!isOngoing()) {
      return loader.load();
    }
    AwaitedTask<T> loading = new AwaitedTask<>(loader::load);
    Starter.NORMAL.execute(daemon(loading, "loader")::start);
    if (loading.await(loading::interrupt)) {
      Thread.currentThread().interrupt();
    }
    return BackgroundWork.<T, E>result(loading);
  }

  @SuppressWarnings("unchecked") // the loader throws nothing else
  private static <T, E extends Exception> T result(AwaitedTask<T> loading) throws E {
    Throwable failure = loading.failure();
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure != null) {
      throw (E) failure;
    }
    return loading.result().orElseThrow();
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true); // a loader that hangs must not keep the program from exiting
    return thread;
  }
}
