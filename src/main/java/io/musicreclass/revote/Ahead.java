package io.musicreclass.revote;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Works one step ahead, in a thread of its own. */
final class Ahead<T> implements AutoCloseable {
  private final ExecutorService thread;
  private CompletableFuture<T> step;

  /**
   * Starts with the first step.
   *
   * @param name of the thread
   */
  Ahead(String name, Supplier<T> first) {
    thread = Executors.newSingleThreadExecutor(task -> new Thread(task, name));
    step = CompletableFuture.supplyAsync(first, thread);
  }

  /** Starts the next step. */
  void start(Supplier<T> next) {
    step = CompletableFuture.supplyAsync(next, thread);
  }

  /** Waits for the step that was started last; throws what it threw. */
  T await() {
    try {
      return step.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** Waits for the step in progress, whose result is lost. */
  @Override
  public void close() {
    thread.shutdown();
    var unused = step.handle((result, failure) -> result).join();
  }
}
