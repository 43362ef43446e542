package io.musicreclass.revote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.ledger.db.LedgerException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class AheadTest {
  @Test
  void aStepIsTakenWhileTheResultOfTheOneBeforeIsUsed() throws InterruptedException {
    CountDownLatch used = new CountDownLatch(1);
    CountDownLatch taken = new CountDownLatch(1);
    try (Ahead<Integer> ahead = new Ahead<>("ahead", () -> 1)) {
      assertThat(ahead.await()).isEqualTo(1);
      ahead.start(
          () -> {
            used.countDown();
            awaitQuietly(taken);
            return 2;
          });
      used.await();
      taken.countDown();
      assertThat(ahead.await()).isEqualTo(2);
    }
  }

  @Test
  void whatAStepThrowsIsThrownWhereItsResultIsAwaited() {
    LedgerException failure = new LedgerException("no disk");
    OutOfMemoryError error = new OutOfMemoryError("heap");
    try (Ahead<Integer> ahead =
        new Ahead<>(
            "ahead",
            () -> {
              throw failure;
            })) {
      assertThatThrownBy(ahead::await).isSameAs(failure);
      ahead.start(
          () -> {
            throw error;
          });
      assertThatThrownBy(ahead::await).isSameAs(error);
    }
  }

  @Test
  void closingWaitsForTheStepInProgressAlsoIfItFails() {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    Ahead<Integer> ahead =
        new Ahead<>(
            "ahead",
            () -> {
              begun.countDown();
              Thread.yield();
              ended.set(true);
              throw new IllegalStateException("failed");
            });
    awaitQuietly(begun);
    ahead.close();
    assertThat(ended).isTrue();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
