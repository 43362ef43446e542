package io.musicreclass.revote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.ledger.db.LedgerException;
import io.musicreclass.publish.Eventually;
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
  void closingWaitsForTheStepInProgressAlsoIfItFails() throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    AtomicBoolean closed = new AtomicBoolean();
    Ahead<Integer> ahead =
        new Ahead<>(
            "ahead",
            () -> {
              awaitQuietly(end);
              throw new IllegalStateException(closed.get() ? "closed too early" : "failed");
            });
    Thread closing =
        new Thread(
            () -> {
              ahead.close();
              closed.set(true);
            });
    closing.start();
    Eventually.holds("it waits", () -> closing.getState() == Thread.State.WAITING);
    end.countDown();
    closing.join();
    assertThatThrownBy(ahead::await).hasMessage("failed");
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
