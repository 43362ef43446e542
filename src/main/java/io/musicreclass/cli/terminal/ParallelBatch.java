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
 * The same work on many inputs, several at a time, results in the order of the inputs. A single
 * input gets all threads for itself.
 */
public final class ParallelBatch {
  /** The work on one input. */
  @FunctionalInterface
  public interface Work<I, O> {
    O on(I input, int threads);
  }

  /** What is done with a result, on the caller's thread. */
  @FunctionalInterface
  public interface Sink<I, O> {
    void take(I input, O output) throws IOException;
  }

  private ParallelBatch() {}

  /**
   * Does all of the work. An input whose work throws keeps no other from its result.
   *
   * @param atOnce how many inputs are worked on at a time
   * @param broken the result of an input whose work threw that
   */
  public static <I, O> void run(
      List<I> inputs, int atOnce, Work<I, O> work, Function<Throwable, O> broken, Sink<I, O> sink)
      throws IOException {
    int threads = inputs.size() == 1 ? atOnce : 1;
    Terminal terminal = new Terminal(inputs.size());
    ExecutorService pool = Executors.newFixedThreadPool(atOnce);
    try {
      Deque<Future<O>> ahead = new ArrayDeque<>();
      int next = 0;
      for (int done = 0; done < inputs.size(); done++) {
        // A bounded lead: results of a large folder must not pile up behind a slow first song.
        while (next < inputs.size() && next < done + 4 * atOnce) {
          I input = inputs.get(next++);
          ahead.add(pool.submit(() -> done(work, input, threads, broken)));
        }
        terminal.progress(done);
        O output = ahead.remove().get();
        terminal.clear();
        sink.take(inputs.get(done), output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new AssertionError("It does not throw: " + e.getCause(), e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private static <I, O> O done(
      Work<I, O> work, I input, int threads, Function<Throwable, O> broken) {
    try {
      return work.on(input, threads);
    } catch (RuntimeException | Error e) {
      return broken.apply(e);
    }
  }
}
