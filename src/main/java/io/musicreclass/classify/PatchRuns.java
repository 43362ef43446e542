package io.musicreclass.classify;

import io.musicreclass.features.frontend.NetworkInput;
import io.musicreclass.priority.AwaitedTask;
import io.musicreclass.priority.TaskThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Runs a network on the entries of a song's parts, one by one: larger batches of patches save no
 * time and take more memory. With several threads as many entries run at the same time, and while
 * the caller prepares the next part. Outputs are handed over in the order of the entries, in the
 * caller's thread. No run goes on after {@link #close}. Not thread-safe.
 */
final class PatchRuns implements AutoCloseable {
  private static final TaskThreads THREADS = new TaskThreads("patches");

  /** Runs the network on an entry. */
  @FunctionalInterface
  interface Run {
    float[] of(NetworkInput entry);
  }

  /** Receives the output of a run. */
  @FunctionalInterface
  interface Receiver {
    void accept(NetworkInput entry, float[] output);
  }

  private final Run run;
  private final Receiver receiver;
  private final int threads;
  private final List<Share> running = new ArrayList<>();

  /**
   * @param threads how many entries may run at the same time; 1: in the caller's thread
   */
  PatchRuns(Run run, Receiver receiver, int threads) {
    this.run = run;
    this.receiver = receiver;
    this.threads = threads;
  }

  /** Runs a part, or starts to, once the one before has ended. */
  void add(NetworkInput part) {
    finish();
    List<NetworkInput> entries =
        IntStream.range(0, part.batch()).mapToObj(i -> part.entries(i, 1)).toList();
    if (threads == 1) {
      entries.forEach(entry -> receiver.accept(entry, run.of(entry)));
      return;
    }
    int each = (entries.size() + threads - 1) / threads;
    for (int first = 0; first < entries.size(); first += each) {
      Share share = new Share(entries.subList(first, Math.min(first + each, entries.size())));
      running.add(share);
      THREADS.execute(share.task);
    }
  }

  /** Waits for the runs in progress. Throws what one of them threw. */
  void finish() {
    awaitAll();
    List<Share> ended = List.copyOf(running);
    running.clear();
    ended.forEach(Share::handOver);
  }

  /** Waits for the runs in progress, whose outputs are dropped. */
  @Override
  public void close() {
    awaitAll();
    running.clear();
  }

  /** If the caller is interrupted, so are the runs; native code goes on, and is waited for. */
  private void awaitAll() {
    boolean interrupted = false;
    for (Share share : running) {
      interrupted |= share.await();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Some entries, run in a thread of their own. */
  private final class Share {
    private final List<NetworkInput> entries;
    private final AwaitedTask<List<float[]>> task;

    Share(List<NetworkInput> entries) {
      this.entries = entries;
      task = new AwaitedTask<>(() -> entries.stream().map(run::of).toList());
    }

    /** Waits; returns whether the caller was interrupted meanwhile, and so all runs. */
    boolean await() {
      return task.await(() -> running.forEach(share -> share.task.interrupt()));
    }

    void handOver() {
      if (task.failure() instanceof Error error) {
        throw error;
      }
      if (task.failure() instanceof RuntimeException e) {
        throw e;
      }
      List<float[]> outputs = task.result().orElseThrow();
      for (int i = 0; i < entries.size(); i++) {
        receiver.accept(entries.get(i), outputs.get(i));
      }
    }
  }
}
