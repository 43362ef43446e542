package io.musicreclass.engine.tensorrt;

import io.musicreclass.engine.EngineState.Building;
import io.musicreclass.engine.tensorrt.probe.BuildProgress;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Builds one engine after the other in the background, and reports progress. */
final class BuildQueue {
  /** Below this share the remaining time cannot be estimated. */
  private static final double KNOWN = 0.05;

  /** How long a cancelled build may take to stop. */
  private static final long STOP_TIMEOUT_S = 30;

  /** Something to build. */
  @FunctionalInterface
  interface Work {
    void run(BuildProgress progress) throws IOException;
  }

  private record Progress(String what, Instant start, double share) {}

  private final Clock clock;
  private final ExecutorService builder =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "engine-builder"));
  private final Set<String> queued = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Progress progress;
  private volatile boolean closed;

  BuildQueue(Clock clock) {
    this.clock = clock;
  }

  /**
   * Queues a build; does nothing if the same build is queued already.
   *
   * @param key of what is built
   * @param what it is, for people
   * @param failed called with the reason if the build fails
   */
  void submit(String key, String what, Work work, Consumer<Exception> failed) {
    if (queued.add(key)) {
      try {
        builder.execute(() -> run(key, what, work, failed));
      } catch (RejectedExecutionException e) {
        // closed meanwhile: the result is not needed
      }
    }
  }

  private void run(String key, String what, Work work, Consumer<Exception> failed) {
    try {
      work(what, work, listener -> {});
    } catch (InterruptedIOException e) {
      // cancelled by stop
    } catch (IOException | RuntimeException e) {
      failed.accept(e);
    } catch (Error e) {
      failed.accept(new IOException(e.toString(), e));
    } finally {
      queued.remove(key);
    }
  }

  /** Runs a build now, in this thread. */
  void work(String what, Work work, Consumer<Building> listener) throws IOException {
    Instant start = clock.instant();
    try {
      work.run(
          share -> {
            Progress now = new Progress(what, start, Math.max(0, Math.min(1, share)));
            progress = now;
            listener.accept(estimate(now));
            return !closed;
          });
    } finally {
      progress = null;
    }
  }

  /** The build in progress. */
  Optional<Building> building() {
    return Optional.ofNullable(progress).map(this::estimate);
  }

  private Building estimate(Progress now) {
    Duration spent = Duration.between(now.start(), clock.instant());
    Optional<Duration> left =
        now.share() < KNOWN
            ? Optional.empty()
            : Optional.of(
                Duration.ofMillis(Math.round(spent.toMillis() * (1 - now.share()) / now.share())));
    return new Building(now.what(), now.share(), left);
  }

  /**
   * Cancels the build in progress.
   *
   * @return whether it has stopped
   */
  boolean stop() {
    closed = true;
    builder.shutdownNow();
    try {
      return builder.awaitTermination(STOP_TIMEOUT_S, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
