package io.musicreclass.lifecycle;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a query that may hang, such as one to a disk, on a thread of its own and waits for its
 * result for a limited time. While a query hangs no second one is started: later callers wait for
 * the same result. Thread-safe.
 *
 * @param <T> type of the result
 */
public final class BoundedQuery<T> {
  private final String name;
  private final Supplier<T> query;
  private @Nullable CompletableFuture<T> pending; // guarded by this

  /**
   * @param name name of the query's thread
   */
  public BoundedQuery(String name, Supplier<T> query) {
    this.name = name;
    this.query = query;
  }

  /**
   * The query's result; empty when it takes longer than the timeout or the caller is interrupted.
   */
  public Optional<T> within(Duration timeout) {
    try {
      return Optional.of(start().get(timeout.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException bug) {
        throw bug;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private synchronized CompletableFuture<T> start() {
    CompletableFuture<T> current = pending;
    if (current == null) {
      current = new CompletableFuture<>();
      pending = current;
      CompletableFuture<T> result = current;
      Thread thread = new Thread(() -> run(result), name);
      thread.setDaemon(true);
      thread.start();
    }
    return current;
  }

  private void run(CompletableFuture<T> result) {
    try {
      T value = query.get();
      end();
      result.complete(value);
    } catch (RuntimeException | Error e) {
      end();
      result.completeExceptionally(e);
    }
  }

  private synchronized void end() {
    pending = null;
  }
}
