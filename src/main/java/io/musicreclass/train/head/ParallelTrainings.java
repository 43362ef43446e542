package io.musicreclass.train.head;

import io.musicreclass.train.method.TrainingProgress;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Independent trainings on all cores. After a failure the others stop at their next epoch and are
 * awaited, so that none writes to its checkpoint behind the caller's back, as a parallel stream's
 * would.
 */
final class ParallelTrainings {
  private final AtomicReference<RuntimeException> failure = new AtomicReference<>();

  private ParallelTrainings() {}

  /** One of several trainings. */
  @FunctionalInterface
  interface Training {
    /**
     * Trains.
     *
     * @param progress to report to; throws {@link CancellationException} once another training has
     *     failed
     */
    void run(int index, TrainingProgress progress);
  }

  /**
   * Runs trainings 0 to count - 1 and returns when all have ended.
   *
   * @throws RuntimeException the first one that a training threw
   */
  static void run(int count, TrainingProgress progress, Training training) {
    ParallelTrainings trainings = new ParallelTrainings();
    IntStream.range(0, count).parallel().forEach(i -> trainings.one(i, progress, training));
    RuntimeException failure = trainings.failure.get();
    if (failure != null) {
      throw failure;
    }
  }

  private void one(int index, TrainingProgress progress, Training training) {
    if (failure.get() != null) {
      return;
    }
    try {
      training.run(index, new Cancellable(progress));
    } catch (RuntimeException e) {
      failure.compareAndSet(null, e);
    }
  }

  private final class Cancellable implements TrainingProgress {
    private final TrainingProgress progress;

    private Cancellable(TrainingProgress progress) {
      this.progress = progress;
    }

    private void check() {
      if (failure.get() != null) {
        throw new CancellationException("Another of these trainings has failed");
      }
    }

    @Override
    public void report(int done, int of, String unit) {
      check();
      progress.report(done, of, unit);
    }

    @Override
    public Optional<byte[]> stored() {
      return progress.stored();
    }

    @Override
    public void store(Supplier<byte[]> state) {
      check();
      progress.store(state);
    }

    @Override
    public TrainingProgress part(String name) {
      return new Cancellable(progress.part(name));
    }
  }
}
