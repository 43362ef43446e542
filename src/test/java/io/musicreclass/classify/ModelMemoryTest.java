package io.musicreclass.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.config.EngineConfig.Resident;
import io.musicreclass.engine.Network;
import io.musicreclass.testing.ScriptedEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ModelMemoryTest {
  private final List<String> diary = new ArrayList<>();

  /** A network that notes what is done with it. */
  private final class Noted implements Network {
    private final String name;

    Noted(String name) {
      this.name = name;
      diary.add("load " + name);
    }

    @Override
    public float[] run(float[] input, long... shape) {
      diary.add("run " + name);
      return input;
    }

    @Override
    public List<Long> inputShape() {
      return List.of(-1L);
    }

    @Override
    public List<Long> outputShape() {
      return List.of(-1L);
    }

    @Override
    public void close() {
      diary.add("close " + name);
      if (name.startsWith("bad")) {
        throw new IllegalStateException("does not close");
      }
    }
  }

  private static void run(LazyNetwork network) throws ModelLoadException {
    var unused = network.run(new float[1], 1);
  }

  @Test
  void oneThatDoesNotCloseInAPauseKeepsNobodyWaiting() throws ModelLoadException {
    ModelMemory modelMemory = new ModelMemory(new ScriptedEngine(), Resident.ALL);
    LazyNetwork bad = modelMemory.network(() -> new Noted("bad"));
    LazyNetwork good = modelMemory.network(() -> new Noted("good"));
    run(bad);
    run(good);
    modelMemory.freeAll();
    run(bad);
    run(good);
    assertThat(diary)
        .containsSubsequence("close bad", "close good", "load bad", "load good", "run good");
  }

  @Test
  void oneThatDoesNotCloseMakesRoomAllTheSame() throws ModelLoadException {
    ModelMemory modelMemory = new ModelMemory(new ScriptedEngine(), Resident.ONE);
    LazyNetwork bad = modelMemory.network(() -> new Noted("bad"));
    LazyNetwork good = modelMemory.network(() -> new Noted("good"));
    run(bad);
    run(good);
    run(bad);
    assertThat(diary).endsWith("run good", "close good", "load bad", "run bad");
  }

  @Test
  void aRunThatHangsDoesNotMakeAPauseHang() throws Exception {
    ModelMemory modelMemory =
        new ModelMemory(new ScriptedEngine(), Resident.ALL, Duration.ofMillis(1));
    LazyNetwork network = modelMemory.network(() -> new Noted("one"));
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch hangs = new CountDownLatch(1);
    Thread hanging =
        new Thread(
            () -> {
              modelMemory.enter(network);
              entered.countDown();
              try {
                hangs.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              modelMemory.leave();
            });
    hanging.start();
    entered.await();
    modelMemory.freeAll();
    run(network);
    assertThat(diary).containsExactly("load one", "run one");
    hangs.countDown();
    hanging.join();
  }

  @Test
  void whoWaitsForItsTurnCanBeInterrupted() throws Exception {
    ModelMemory modelMemory = new ModelMemory(new ScriptedEngine(), Resident.ONE);
    LazyNetwork first = modelMemory.network(() -> new Noted("first"));
    LazyNetwork second = modelMemory.network(() -> new Noted("second"));
    modelMemory.enter(first);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> run(second)).hasMessageContaining("Interrupted");
    assertThat(Thread.interrupted()).isTrue();
    modelMemory.leave();
    run(second);
    assertThat(diary).containsExactly("load second", "run second");
  }

  @Test
  void whatIsClosedSaysSoAndLoadsNothing() throws ModelLoadException {
    ModelMemory modelMemory = new ModelMemory(new ScriptedEngine(), Resident.ALL);
    LazyNetwork network = modelMemory.network(() -> new Noted("one"));
    LazyNetwork other = modelMemory.network(() -> new Noted("other"));
    run(network);
    network.close();
    assertThatThrownBy(() -> run(network)).hasMessageContaining("closed");
    modelMemory.close();
    assertThatThrownBy(() -> run(other)).hasMessageContaining("closed");
    assertThatThrownBy(() -> modelMemory.network(() -> new Noted("late")))
        .hasMessageContaining("closed");
    assertThat(diary).containsExactly("load one", "run one", "close one");
  }
}
