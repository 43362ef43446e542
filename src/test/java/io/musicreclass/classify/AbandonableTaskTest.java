package io.musicreclass.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AbandonableTaskTest {
  private final AbandonableTask timed = new AbandonableTask();
  private final CountDownLatch hangs = new CountDownLatch(1);

  private String hang() {
    while (hangs.getCount() > 0) {
      try {
        hangs.await();
      } catch (InterruptedException e) {
        // keeps waiting
      }
    }
    return "late";
  }

  @Test
  void theResultIsThatOfTheWork() throws Exception {
    assertThat(timed.call(() -> "done", () -> Duration.ofMinutes(1))).isEqualTo("done");
    assertThat(timed.hangs()).isFalse();
  }

  @Test
  void workThatTakesTooLongIsAbandonedAndCountedUntilItReturns() {
    assertThatThrownBy(() -> timed.call(this::hang, () -> Duration.ofMillis(20)))
        .isInstanceOfSatisfying(
            AbandonableTask.ExceededException.class,
            e -> {
              assertThat(e.isIn("io.musicreclass.classify")).isTrue();
              assertThat(e.isIn("io.musicreclass.decode")).isFalse();
            });
    assertThat(timed.hangs()).isTrue();
    assertThat(timed.hangsOutside("io.musicreclass.decode")).isTrue();
    assertThat(timed.hangsOutside("io.musicreclass.classify")).isFalse();
    hangs.countDown();
    while (timed.hangs()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aLimitThatGrowsMeanwhileHolds() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    assertThat(
            timed.call(
                () -> {
                  while (asked.get() < 3) {
                    Thread.onSpinWait();
                  }
                  return "done";
                },
                () -> Duration.ofMillis(asked.incrementAndGet() < 3 ? asked.get() : 60_000)))
        .isEqualTo("done");
  }
}
