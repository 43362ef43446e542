package io.musicreclass.features;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Processes the blocks of one song in several threads, including the caller's, each with its own
 * tool. Results are in the order of submission, regardless of the number of threads.
 */
final class BlockExecutor<T extends AutoCloseable, R> implements AutoCloseable {
  private final Supplier<T> maker;
  private final Queue<T> tools = new ConcurrentLinkedQueue<>();
  private final @Nullable ThreadPoolExecutor helpers;
  private final List<Future<R>> results = new ArrayList<>();

  BlockExecutor(int threads, Supplier<T> maker) {
    this.maker = maker;
    int others = threads - 1;
    helpers =
        others == 0
            ? null
            : new ThreadPoolExecutor(
                others,
                others,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(2 * others),
                // Queue full: the caller runs the task, which also bounds the memory.
                new ThreadPoolExecutor.CallerRunsPolicy());
  }

  void submit(Function<T, R> job) {
    if (helpers == null) {
      results.add(CompletableFuture.completedFuture(work(job)));
    } else {
      FutureTask<R> task = new FutureTask<>(() -> work(job));
      results.add(task);
      helpers.execute(task);
    }
  }

  private R work(Function<T, R> job) {
    T tool = tools.poll();
    T mine = tool == null ? maker.get() : tool;
    try {
      return job.apply(mine);
    } finally {
      tools.add(mine);
    }
  }

  /** Waits for all results. */
  List<R> results() throws IOException {
    List<R> all = new ArrayList<>(results.size());
    for (Future<R> result : results) {
      try {
        all.add(result.get());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("Interrupted while computing features", e);
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      }
    }
    return all;
  }

  @Override
  public void close() {
    if (helpers != null) {
      helpers.shutdownNow();
      boolean interrupted = false;
      // Tools must not be closed while a thread uses them; a block takes milliseconds.
      while (!helpers.isTerminated()) {
        try {
          helpers.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    for (T tool : tools) {
      try {
        tool.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
