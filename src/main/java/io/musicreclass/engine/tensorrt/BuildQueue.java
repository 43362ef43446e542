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

/** Builds one engine after the other in the background, and says how far it has come. */
final class BuildQueue {
  /** Earlier than that the first steps say nothing of the last ones. */
  private static final double KNOWN = 0.05;

  /** How long a build may take to notice that it is given up. */
  private static final long PATIENCE_S = 30;

  /** Something to build. */
  @FunctionalInterface
  interface Work {
    void run(BuildProgress progress) throws IOException;
  }

  private record Progress(String what, Instant start, double share) {}

  private final Clock clock;
  private final ExecutorService builder =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "engine-builder"));
  private final Set<String> asked = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Progress progress;
  private volatile boolean closed;

  BuildQueue(Clock clock) {
    this.clock = clock;
  }

  /**
   * Builds it when its turn comes; nothing when the same waits already.
   *
   * @param key of what is built
   * @param what it is, for people
   * @param failed is told why it could not be built
   */
  void ask(String key, String what, Work work, Consumer<Exception> failed) {
    if (asked.add(key)) {
      try {
        builder.execute(() -> run(key, what, work, failed));
      } catch (RejectedExecutionException e) {
        // closed meanwhile: nobody needs it
      }
    }
  }

  private void run(String key, String what, Work work, Consumer<Exception> failed) {
    try {
      work(what, work, news -> {});
    } catch (InterruptedIOException e) {
      // given up by close
    } catch (IOException | RuntimeException e) {
      failed.accept(e);
    } catch (Error e) {
      failed.accept(new IOException(e.toString(), e));
    } finally {
      asked.remove(key);
    }
  }

  /** Builds it now, in this thread. */
  void work(String what, Work work, Consumer<Building> news) throws IOException {
    Instant start = clock.instant();
    try {
      work.run(
          share -> {
            Progress now = new Progress(what, start, Math.max(0, Math.min(1, share)));
            progress = now;
            news.accept(told(now));
            return !closed;
          });
    } finally {
      progress = null;
    }
  }

  /** What is being built. */
  Optional<Building> building() {
    return Optional.ofNullable(progress).map(this::told);
  }

  private Building told(Progress now) {
    Duration spent = Duration.between(now.start(), clock.instant());
    Optional<Duration> left =
        now.share() < KNOWN
            ? Optional.empty()
            : Optional.of(
                Duration.ofMillis(Math.round(spent.toMillis() * (1 - now.share()) / now.share())));
    return new Building(now.what(), now.share(), left);
  }

  /**
   * Gives up what is being built.
   *
   * @return whether it has ended
   */
  boolean stop() {
    closed = true;
    builder.shutdownNow();
    try {
      return builder.awaitTermination(PATIENCE_S, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
