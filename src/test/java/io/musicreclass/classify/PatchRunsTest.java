package io.musicreclass.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.features.frontend.FrontEnd;
import io.musicreclass.features.frontend.NetworkInput;
import io.musicreclass.track.Pcm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PatchRunsTest {
  private final List<NetworkInput> parts = new ArrayList<>();
  private final List<Float> outputs = new ArrayList<>();

  /** A part of four patches and one of a single patch: 15 s of noise. */
  @BeforeEach
  void prepare() throws IOException {
    Random random = new Random(1);
    float[] noise = new float[15 * 16_000];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) (0.1 * random.nextGaussian());
    }
    FrontEnd frontEnd = FrontEnd.of("musicnn", 16_000, Map.of());
    assertThat(frontEnd.prepare(Pcm.of(16_000, 1, noise), parts::add)).isEmpty();
    assertThat(parts).extracting(NetworkInput::batch).containsExactly(4, 1);
  }

  private PatchRuns runs(PatchRuns.Run run, int threads) {
    return new PatchRuns(run, (entry, output) -> outputs.add(output[0]), threads);
  }

  private static float[] first(NetworkInput entry) {
    assertThat(entry.batch()).isEqualTo(1);
    return new float[] {entry.toArray()[0]};
  }

  @Test
  void outputsComeInTheOrderOfTheEntriesForAnyNumberOfThreads() {
    List<Float> expected = new ArrayList<>();
    for (NetworkInput part : parts) {
      for (int i = 0; i < part.batch(); i++) {
        expected.add(part.entries(i, 1).toArray()[0]);
      }
    }
    for (int threads : new int[] {1, 2, 3, 8}) {
      outputs.clear();
      try (PatchRuns runs = runs(PatchRunsTest::first, threads)) {
        parts.forEach(runs::add);
        runs.finish();
      }
      assertThat(outputs).as(threads + " threads").isEqualTo(expected);
    }
  }

  @Test
  void twoThreadsRunTwoEntriesAtATimeWhileTheCallerGoesOn() {
    CountDownLatch callerGoesOn = new CountDownLatch(1);
    CountDownLatch bothRun = new CountDownLatch(2);
    try (PatchRuns runs =
        runs(
            entry -> {
              bothRun.countDown();
              await(bothRun);
              await(callerGoesOn);
              return first(entry);
            },
            2)) {
      runs.add(parts.get(0));
      await(bothRun);
      assertThat(outputs).isEmpty();
      callerGoesOn.countDown();
      runs.finish();
    }
    assertThat(outputs).hasSize(4);
  }

  @Test
  void oneThreadRunsInTheCallers() {
    Thread caller = Thread.currentThread();
    try (PatchRuns runs =
        runs(
            entry -> {
              assertThat(Thread.currentThread()).isSameAs(caller);
              return first(entry);
            },
            1)) {
      runs.add(parts.get(0));
      assertThat(outputs).hasSize(4);
    }
  }

  @Test
  void aFailureIsThrownByTheCallerOnceAllRunsHaveEnded() {
    AtomicInteger ended = new AtomicInteger();
    try (PatchRuns runs =
        runs(
            entry -> {
              if (entry.equals(parts.get(0).entries(0, 1))) {
                throw new OutOfMemoryError("scripted");
              }
              ended.incrementAndGet();
              return first(entry);
            },
            4)) {
      runs.add(parts.get(0));
      assertThatThrownBy(runs::finish).isInstanceOf(OutOfMemoryError.class).hasMessage("scripted");
      assertThat(ended).hasValue(3);
    }
  }

  /** So that a stage in which a song hangs is not entered again. */
  @Test
  void anAbandonedCallerInterruptsItsRunsButWaitsForNativeCode() throws InterruptedException {
    CountDownLatch interrupted = new CountDownLatch(1);
    AtomicBoolean released = new AtomicBoolean();
    AtomicBoolean ended = new AtomicBoolean();
    Thread caller =
        new Thread(
            () -> {
              try (PatchRuns runs = runs(entry -> hang(entry, interrupted, released), 2)) {
                runs.add(parts.get(1));
                runs.finish();
                ended.set(Thread.currentThread().isInterrupted());
              }
            });
    caller.start();
    caller.interrupt();
    await(interrupted);
    assertThat(caller.isAlive()).isTrue();
    released.set(true);
    caller.join();
    assertThat(ended).isTrue();
    assertThat(outputs).hasSize(1);
  }

  /** Waits until it is released, whatever happens. */
  private static float[] hang(
      NetworkInput entry, CountDownLatch interrupted, AtomicBoolean released) {
    while (!released.get()) {
      if (Thread.interrupted()) {
        interrupted.countDown();
      }
      Thread.onSpinWait();
    }
    return first(entry);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
