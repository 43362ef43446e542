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
 * Asks a disk that may hang, on a thread of its own, and waits for the answer no longer than told.
 * A question that hangs is not asked again beside it: who asks meanwhile waits for the same answer.
 * Thread-safe.
 *
 * @param <T> the answer
 */
public final class BoundedQuery<T> {
  private final String name;
  private final Supplier<T> question;
  private @Nullable CompletableFuture<T> pending; // guarded by this

  /**
   * @param name of the thread
   */
  public BoundedQuery(String name, Supplier<T> question) {
    this.name = name;
    this.question = question;
  }

  /** The answer; empty when it does not come in that time. */
  public Optional<T> within(Duration patience) {
    try {
      return Optional.of(ask().get(patience.toNanos(), TimeUnit.NANOSECONDS));
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

  private synchronized CompletableFuture<T> ask() {
    CompletableFuture<T> asked = pending;
    if (asked == null) {
      asked = new CompletableFuture<>();
      pending = asked;
      CompletableFuture<T> answer = asked;
      Thread thread = new Thread(() -> run(answer), name);
      thread.setDaemon(true);
      thread.start();
    }
    return asked;
  }

  private void run(CompletableFuture<T> answer) {
    try {
      T value = question.get();
      end();
      answer.complete(value);
    } catch (RuntimeException | Error e) {
      end();
      answer.completeExceptionally(e);
    }
  }

  private synchronized void end() {
    pending = null;
  }
}
