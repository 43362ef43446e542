package io.musicreclass.train.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.train.method.TrainingProgress;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class ParallelTrainingsTest {
  @Test
  void everyTrainingRunsOnce() {
    AtomicInteger sum = new AtomicInteger();
    ParallelTrainings.run(20, TrainingProgress.none(), (i, progress) -> sum.addAndGet(i));
    assertThat(sum).hasValue(190);
  }

  @Test
  void aFailureStopsTheOthersAndIsThrownOnceNoneRuns() {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger epochs = new AtomicInteger();
    assertThatThrownBy(
            () ->
                ParallelTrainings.run(
                    20,
                    TrainingProgress.none(),
                    (i, progress) -> {
                      running.incrementAndGet();
                      try {
                        for (int epoch = 0; epoch < 1000; epoch++) {
                          progress.part("fold-" + i).store(() -> new byte[0]);
                          epochs.incrementAndGet();
                          LockSupport.parkNanos(1_000_000);
                          if (epochs.get() > 50) {
                            throw new IllegalStateException("no memory");
                          }
                        }
                      } finally {
                        LockSupport.parkNanos(1_000_000);
                        running.decrementAndGet();
                      }
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no memory");
    assertThat(running).hasValue(0);
    assertThat(epochs).hasValueLessThan(200);
  }
}
