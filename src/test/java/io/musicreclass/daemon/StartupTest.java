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

/** What is done behind the start, and how all of it ends. */
class StartupTest {
  private final Problems problems = new Problems();
  private final List<String> done = Collections.synchronizedList(new ArrayList<>());

  @Test
  void stepsRunInTheirOrderBehindTheStart() {
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
  void aStopBetweenTwoStepsIsHeeded() {
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
  void aStopIsHeededWhileAFailedStepWaitsForItsRetry() {
    Startup startup =
        new Startup(
            List.of(
                () -> {
                  done.add("failed");
                  throw new IllegalStateException("disk full");
                }),
            problems.source());
    startup.start();
    Eventually.holds("it failed", () -> !done.isEmpty());
    long start = System.nanoTime();
    startup.close();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    assertThat(done).containsExactly("failed");
  }

  @Test
  void allAreToldOfTheEndBeforeAnyIsWaitedFor() {
    Closer closer = new Closer();
    closer.add(new Part("ledger"));
    closer.add(new Part("sorting"));
    closer.close();
    assertThat(done)
        .containsExactly("stop sorting", "stop ledger", "close sorting", "close ledger");
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
