package io.musicreclass.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WorkerListTest {
  private static final StageKey STAGE = new StageKey("a".repeat(32));
  private static final StageKey OTHER = new StageKey("b".repeat(32));

  private final String worker = RandomIds.next();
  private final AtomicLong now = new AtomicLong();
  private final WorkerList workers = new WorkerList("session", Duration.ofSeconds(15), now::get);

  private Presence presence(String session, long number, int capacity) {
    return new Presence(worker, "pc", session, number, capacity, 9, List.of(STAGE), List.of());
  }

  @Test
  void aWorkerCountsForItsStagesWhileItAnswersCalls() {
    assertThat(workers.add(presence("session", 1, 3))).isTrue();
    assertThat(workers.capacity()).isEqualTo(3);
    assertThat(workers.capacity(STAGE)).isEqualTo(3);
    assertThat(workers.capacity(OTHER)).isZero();
    workers.answered(worker);
    now.addAndGet(TimeUnit.SECONDS.toNanos(4));
    assertThat(workers.status(Map.of(STAGE, "mert", OTHER, "jmla")))
        .containsExactly(
            new WorkerStatus("pc", List.of("mert"), 9, Optional.of(Duration.ofSeconds(4))));
    now.addAndGet(TimeUnit.SECONDS.toNanos(11));
    assertThat(workers.capacity()).isZero();
    assertThat(workers.status(Map.of())).isEmpty();
  }

  @Test
  void replayedPresencesDoNotReviveAWorker() {
    assertThat(workers.add(presence("earlier session", 1, 3))).isFalse();
    assertThat(workers.add(presence("session", 2, 3))).isTrue();
    assertThat(workers.add(presence("session", 3, 0))).as("it leaves").isTrue();
    assertThat(workers.add(presence("session", 2, 3))).isFalse();
    assertThat(workers.add(presence("session", 3, 3))).isFalse();
    assertThat(workers.capacity()).isZero();
  }
}
