package io.musicreclass.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.lifecycle.Closer;
import io.musicreclass.lifecycle.Stoppable;
import io.musicreclass.problems.Problems;
import io.musicreclass.publish.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** The steps of the start that run in the background, and how they are stopped. */
class StartupTest {
  private final Problems problems = new Problems();
  private final List<String> done = Collections.synchronizedList(new ArrayList<>());

  @Test
  void stepsRunInOrderInTheBackground() {
    CountDownLatch slow = new CountDownLatch(1);
    Startup startup =
        new Startup(List.of(() -> await(slow), () -> done.add("next")), problems.source());
    startup.start();
    assertThat(done).isEmpty();
    slow.countDown();
    Eventually.holds("the next step", () -> done.contains("next"));
    startup.close();
  }

  @Test
  void aStopBetweenTwoStepsPreventsTheNext() {
    CountDownLatch slow = new CountDownLatch(1);
    Startup startup =
        new Startup(List.of(() -> await(slow), () -> done.add("next")), problems.source());
    startup.start();
    startup.stop();
    slow.countDown();
    startup.close();
    assertThat(done).isEmpty();
  }

  @Test
  void aStopEndsTheWaitForARetryAtOnce() {
    Startup startup =
        new Startup(
            List.of(
                () -> {
                  done.add("failed");
                  throw new IllegalStateException("disk full");
                }),
            problems.source());
    startup.start();
    Eventually.holds("the step failed", () -> !done.isEmpty());
    long start = System.nanoTime();
    startup.close();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    assertThat(done).containsExactly("failed");
  }

  @Test
  void aFailedStepIsRetriedUntilItSucceedsAndThenTheNextRuns() {
    Startup startup =
        new Startup(
            List.of(this::succeedAtTheThirdAttempt, () -> done.add("next")),
            problems.source(),
            Duration.ZERO);
    startup.start();
    Eventually.holds("the next step", () -> done.contains("next"));
    startup.close();
    assertThat(done)
        .containsExactly(
            "attempt with []",
            "attempt with []",
            "attempt with [The start cannot be completed: disk full]",
            "next");
    assertThat(problems.current()).isEmpty();
  }

  private void succeedAtTheThirdAttempt() {
    done.add("attempt with " + problems.current());
    if (done.size() < 3) {
      throw new IllegalStateException("disk full");
    }
  }

  @Test
  void allAreAskedToStopBeforeAnyIsClosed() {
    Closer closer = new Closer();
    closer.add(new Part("ledger"));
    closer.add(new Part("organizer"));
    closer.close();
    assertThat(done)
        .containsExactly("stop organizer", "stop ledger", "close organizer", "close ledger");
  }

  private final class Part implements Stoppable {
    private final String name;

    Part(String name) {
      this.name = name;
    }

    @Override
    public void stop() {
      done.add("stop " + name);
    }

    @Override
    public void close() {
      done.add("close " + name);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
