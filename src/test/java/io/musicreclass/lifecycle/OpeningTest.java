package io.musicreclass.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OpeningTest {
  private final AtomicInteger closed = new AtomicInteger();

  @Test
  void othersCanBeOpenedMeanwhile() throws Exception {
    CountDownLatch other = new CountDownLatch(1);
    try (Opening<AutoCloseable> opening = opening(other)) {
      other.countDown();
      opening.take().close();
      assertThat(closed).hasValue(1);
    }
    assertThat(closed).as("whoever takes it closes it").hasValue(1);
  }

  @Test
  void whatIsStillOpeningIsClosedOnceItIsOpen() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    Opening<AutoCloseable> opening = opening(never);
    Thread release = new Thread(never::countDown);
    release.start();
    opening.close();
    assertThat(closed).hasValue(1);
  }

  @Test
  void anInterruptionIsKeptForLater() {
    CountDownLatch other = new CountDownLatch(1);
    Opening<AutoCloseable> opening = opening(other);
    Thread.currentThread().interrupt();
    other.countDown();
    assertThat(opening.take()).isNotNull();
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void whatCannotBeOpenedSaysWhy() throws Exception {
    Opening<AutoCloseable> opening =
        new Opening<>(
            "test",
            () -> {
              throw new IllegalStateException("no room");
            });
    assertThatThrownBy(opening::take)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no room");
    opening.close();
    assertThat(closed).hasValue(0);
  }

  private Opening<AutoCloseable> opening(CountDownLatch after) {
    return new Opening<>(
        "test",
        () -> {
          try {
            after.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return closed::incrementAndGet;
        });
  }
}
