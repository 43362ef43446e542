package io.musicreclass.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class StoppableThreadTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final CountDownLatch started = new CountDownLatch(1);
  private final AtomicInteger steps = new AtomicInteger();
  private final AtomicReference<StoppableThread> thread = new AtomicReference<>();

  private StoppableThread start(Duration closeTimeout, StoppableThread.Work work)
      throws InterruptedException {
    thread.set(new StoppableThread("test", closeTimeout, work));
    thread.get().start();
    started.await();
    return thread.get();
  }

  @Test
  void aStopEndsThePauseAndTheStepIsAwaited() throws InterruptedException {
    StoppableThread opened =
        start(
            LONG,
            () -> {
              started.countDown();
              while (!thread.get().pause(LONG)) {
                steps.addAndGet(100);
              }
              steps.incrementAndGet();
            });
    assertThat(opened.isStopped()).isFalse();
    opened.close();
    assertThat(steps).hasValue(1);
    assertThat(opened.isStopped()).isTrue();
  }

  @Test
  void aStepThatWaitsForSomethingElseCanBeInterrupted() throws InterruptedException {
    StoppableThread opened =
        start(
            LONG,
            () -> {
              started.countDown();
              try {
                new CountDownLatch(1).await();
              } finally {
                steps.incrementAndGet();
              }
            });
    opened.interrupt();
    opened.close();
    assertThat(steps).hasValue(1);
  }

  @Test
  void aStepThatHangsIsLeftBehind() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    StoppableThread opened =
        start(
            Duration.ofMillis(10),
            () -> {
              started.countDown();
              never.await();
              steps.incrementAndGet();
            });
    opened.close();
    assertThat(steps).hasValue(0);
    never.countDown();
  }
}
