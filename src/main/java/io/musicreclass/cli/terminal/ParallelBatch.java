package io.musicreclass.cli.terminal;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Processes many inputs in parallel and returns the results in input order. A single input gets all
 * threads.
 */
public final class ParallelBatch {
  /** The work on one input. */
  @FunctionalInterface
  public interface Work<I, O> {
    O on(I input, int threads);
  }

  /** Receives a result, on the caller's thread. */
  @FunctionalInterface
  public interface Sink<I, O> {
    void take(I input, O output) throws IOException;
  }

  private ParallelBatch() {}

  /**
   * Processes all inputs. One that throws does not affect the others.
   *
   * @param atOnce number of inputs processed in parallel
   * @param broken gives the result of an input whose work threw
   */
  public static <I, O> void run(
      List<I> inputs, int atOnce, Work<I, O> work, Function<Throwable, O> broken, Sink<I, O> sink)
      throws IOException {
    int threads = inputs.size() == 1 ? atOnce : 1;
    Progress progress = new Progress(inputs.size());
    ExecutorService pool = Executors.newFixedThreadPool(atOnce);
    try {
      Deque<Future<O>> ahead = new ArrayDeque<>();
      int next = 0;
      for (int done = 0; done < inputs.size(); done++) {
        // Bounded lookahead: results must not pile up behind a slow first song.
        while (next < inputs.size() && next < done + 4 * atOnce) {
          I input = inputs.get(next++);
          ahead.add(pool.submit(() -> done(work, input, threads, broken, progress)));
        }
        progress.show();
        O output = ahead.remove().get();
        progress.clear();
        sink.take(inputs.get(done), output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new AssertionError("Exceptions of the work are caught: " + e.getCause(), e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private static <I, O> O done(
      Work<I, O> work, I input, int threads, Function<Throwable, O> broken, Progress progress) {
    try {
      return work.on(input, threads);
    } catch (RuntimeException | Error e) {
      return broken.apply(e);
    } finally {
      progress.count();
    }
  }
}
