package io.musicreclass.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.config.EngineConfig.Resident;
import io.musicreclass.engine.Network;
import io.musicreclass.testing.ScriptedEngine;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ModelMemoryTest {
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());

  /** A network that logs its use. */
  private final class LoggingNetwork implements Network {
    private final String name;

    LoggingNetwork(String name) {
      this.name = name;
      log.add("load " + name);
    }

    @Override
    public float[] run(float[] input, long... shape) {
      log.add("run " + name);
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
      log.add("close " + name);
      if (name.startsWith("bad")) {
        throw new IllegalStateException("does not close");
      }
    }
  }

  private static void run(LazyNetwork network) throws ModelLoadException {
    var unused = network.run(new float[1], 1);
  }

  @Test
  void aNetworkThatCannotBeClosedDoesNotBlockFreeingTheOthers() throws ModelLoadException {
    ModelMemory modelMemory = new ModelMemory(new ScriptedEngine(), Resident.ALL);
    LazyNetwork bad = modelMemory.network(() -> new LoggingNetwork("bad"));
    LazyNetwork good = modelMemory.network(() -> new LoggingNetwork("good"));
    run(bad);
    run(good);
    modelMemory.freeAll();
    run(bad);
    run(good);
    assertThat(log)
        .containsSubsequence("close bad", "close good", "load bad", "load good", "run good");
  }

  @Test
  void aNetworkThatCannotBeClosedIsStillEvicted() throws ModelLoadException {
    ModelMemory modelMemory = new ModelMemory(new ScriptedEngine(), Resident.ONE);
    LazyNetwork bad = modelMemory.network(() -> new LoggingNetwork("bad"));
    LazyNetwork good = modelMemory.network(() -> new LoggingNetwork("good"));
    run(bad);
    run(good);
    run(bad);
    assertThat(log).endsWith("run good", "close good", "load bad", "run bad");
  }

  @Test
  void aRunThatHangsDoesNotMakeFreeingHang() throws Exception {
    ModelMemory modelMemory =
        new ModelMemory(new ScriptedEngine(), Resident.ALL, Duration.ofMillis(1));
    LazyNetwork network = modelMemory.network(() -> new LoggingNetwork("one"));
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
    assertThat(log).containsExactly("load one", "run one");
    hangs.countDown();
    hanging.join();
  }

  @Test
  void waitingForATurnCanBeInterrupted() throws Exception {
    ModelMemory modelMemory = new ModelMemory(new ScriptedEngine(), Resident.ONE);
    LazyNetwork first = modelMemory.network(() -> new LoggingNetwork("first"));
    LazyNetwork second = modelMemory.network(() -> new LoggingNetwork("second"));
    modelMemory.enter(first);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> run(second)).hasMessageContaining("Interrupted");
    assertThat(Thread.interrupted()).isTrue();
    modelMemory.leave();
    run(second);
    assertThat(log).containsExactly("load second", "run second");
  }

  @Test
  void aClosedNetworkReportsThatAndLoadsNothing() throws ModelLoadException {
    ModelMemory modelMemory = new ModelMemory(new ScriptedEngine(), Resident.ALL);
    LazyNetwork network = modelMemory.network(() -> new LoggingNetwork("one"));
    LazyNetwork other = modelMemory.network(() -> new LoggingNetwork("other"));
    run(network);
    network.close();
    assertThatThrownBy(() -> run(network)).hasMessageContaining("closed");
    modelMemory.close();
    assertThatThrownBy(() -> run(other)).hasMessageContaining("closed");
    assertThatThrownBy(() -> modelMemory.network(() -> new LoggingNetwork("late")))
        .hasMessageContaining("closed");
    assertThat(log).containsExactly("load one", "run one", "close one");
  }

  /** Waits, without sleeping, until a thread waits for a lock or a condition. */
  private static void awaitBlocked(Thread thread) {
    while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.BLOCKED) {
      Thread.onSpinWait();
    }
  }

  /** Runs a network in its own thread; returns the error it ended with, or null. */
  private static FutureTask<@Nullable Throwable> start(LazyNetwork network) {
    return new FutureTask<>(
        () -> {
          try {
            run(network);
            return null;
          } catch (ModelLoadException | RuntimeException e) {
            return e;
          }
        });
  }

  private static Thread running(FutureTask<?> task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Test
  void withOneResidentTheOtherIsEvictedBeforeTheNextIsLoaded() throws ModelLoadException {
    ModelMemory modelMemory = new ModelMemory(new ScriptedEngine(), Resident.ONE);
    LazyNetwork first = modelMemory.network(() -> new LoggingNetwork("first"));
    LazyNetwork second = modelMemory.network(() -> new LoggingNetwork("second"));
    run(first);
    run(first);
    run(second);
    run(first);
    assertThat(log)
        .containsExactly(
            "load first",
            "run first",
            "run first",
            "close first",
            "load second",
            "run second",
            "close second",
            "load first",
            "run first");
  }

  @Test
  void withAllResidentNothingIsEvicted() throws ModelLoadException {
    ModelMemory modelMemory = new ModelMemory(new ScriptedEngine(), Resident.ALL);
    LazyNetwork first = modelMemory.network(() -> new LoggingNetwork("first"));
    LazyNetwork second = modelMemory.network(() -> new LoggingNetwork("second"));
    run(first);
    run(second);
    run(first);
    assertThat(log)
        .containsExactly("load first", "run first", "load second", "run second", "run first");
  }

  @Test
  void aRunningNetworkIsNotEvicted() throws Exception {
    ModelMemory modelMemory = new ModelMemory(new ScriptedEngine(), Resident.ONE);
    LazyNetwork first = modelMemory.network(() -> new LoggingNetwork("first"));
    LazyNetwork second = modelMemory.network(() -> new LoggingNetwork("second"));
    run(first);
    modelMemory.enter(first);
    FutureTask<@Nullable Throwable> other = start(second);
    awaitBlocked(running(other));
    assertThat(log).containsExactly("load first", "run first");
    modelMemory.leave();
    assertThat(other.get()).isNull();
    assertThat(log).endsWith("close first", "load second", "run second");
  }

  @Test
  void concurrentFirstRunsLoadOnce() throws Exception {
    ModelMemory modelMemory = new ModelMemory(new ScriptedEngine(), Resident.ALL);
    CountDownLatch loading = new CountDownLatch(1);
    CountDownLatch loadable = new CountDownLatch(1);
    LazyNetwork network =
        modelMemory.network(
            () -> {
              loading.countDown();
              await(loadable);
              return new LoggingNetwork("one");
            });
    FutureTask<@Nullable Throwable> first = start(network);
    FutureTask<@Nullable Throwable> second = start(network);
    var unused = running(first);
    loading.await();
    awaitBlocked(running(second));
    loadable.countDown();
    assertThat(first.get()).isNull();
    assertThat(second.get()).isNull();
    assertThat(log).containsOnlyOnce("load one").hasSize(3);
  }

  @Test
  void aLoadThatFailsIsReportedAndTheNextRunLoadsAgain() throws ModelLoadException {
    ModelMemory modelMemory = new ModelMemory(new ScriptedEngine(), Resident.ONE);
    AtomicInteger attempts = new AtomicInteger();
    LazyNetwork failing =
        modelMemory.network(
            () -> {
              switch (attempts.incrementAndGet()) {
                case 1 -> throw new IOException("encoder.onnx is damaged");
                case 2 -> throw new OutOfMemoryError("CUDA");
                default -> {
                  return new LoggingNetwork("third time");
                }
              }
            });
    LazyNetwork other = modelMemory.network(() -> new LoggingNetwork("other"));
    assertThatThrownBy(() -> run(failing))
        .isInstanceOf(ModelLoadException.class)
        .hasMessage("encoder.onnx is damaged");
    run(other);
    assertThatThrownBy(() -> run(failing)).isInstanceOf(OutOfMemoryError.class);
    run(other);
    run(failing);
    assertThat(log)
        .containsExactly(
            "load other",
            "run other",
            "close other",
            "load other",
            "run other",
            "close other",
            "load third time",
            "run third time");
    assertThat(modelMemory.loads().total()).isPositive();
  }

  @Test
  void aNetworkClosedWhileItLoadsIsClosedAfterItsRunAndLoadsNoMore() throws Exception {
    ModelMemory modelMemory = new ModelMemory(new ScriptedEngine(), Resident.ALL);
    CountDownLatch loading = new CountDownLatch(1);
    CountDownLatch loadable = new CountDownLatch(1);
    LazyNetwork network =
        modelMemory.network(
            () -> {
              loading.countDown();
              await(loadable);
              return new LoggingNetwork("one");
            });
    FutureTask<@Nullable Throwable> run = start(network);
    var unused = running(run);
    loading.await();
    modelMemory.close();
    FutureTask<@Nullable Throwable> closing =
        new FutureTask<>(
            () -> {
              network.close();
              return null;
            });
    awaitBlocked(running(closing));
    assertThatThrownBy(() -> run(network)).hasMessageContaining("closed");
    loadable.countDown();
    assertThat(closing.get()).isNull();
    var unusedToo = run.get();
    assertThat(log).startsWith("load one").contains("close one").doesNotHaveDuplicates();
  }

  @Test
  void thoseThatWaitForTheirTurnFailOnClose() throws Exception {
    ModelMemory modelMemory = new ModelMemory(new ScriptedEngine(), Resident.ONE);
    LazyNetwork first = modelMemory.network(() -> new LoggingNetwork("first"));
    LazyNetwork second = modelMemory.network(() -> new LoggingNetwork("second"));
    modelMemory.enter(first);
    FutureTask<@Nullable Throwable> waiting = start(second);
    awaitBlocked(running(waiting));
    modelMemory.close();
    assertThat(waiting.get()).hasMessageContaining("closed");
    assertThat(log).isEmpty();
    modelMemory.leave();
  }
}
