package io.musicreclass.priority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Reads from the kernel which priority threads have. */
class BackgroundWorkTest {
  private static final TaskThreads THREADS = new TaskThreads("test");

  /** A thread's nice value and scheduling policy. */
  private record Kernel(int nice, int policy) {
    static Kernel ofThisThread() {
      try {
        String stat = Files.readString(Path.of("/proc/thread-self/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return new Kernel(Integer.parseInt(fields[16]), Integer.parseInt(fields[38]));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  private static final Kernel IDLE = new Kernel(19, 5);
  private static Kernel normal = IDLE;

  @BeforeAll
  static void theTestsOwnPriority() {
    normal = Kernel.ofThisThread();
    assertThat(normal.policy).isZero();
  }

  private static <T> T onTask(java.util.function.Supplier<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    THREADS.execute(
        () -> {
          try {
            result.complete(work.get());
          } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
          }
        });
    return result.join();
  }

  private static <T> T inBackground(java.util.function.Supplier<T> work) {
    AtomicReference<T> result = new AtomicReference<>();
    BackgroundWork.run(() -> result.set(work.get()));
    return result.get();
  }

  @Test
  void tasksOfBackgroundWorkAreIdleAndOthersAreNot() {
    assertThat(inBackground(() -> onTask(Kernel::ofThisThread))).isEqualTo(IDLE);
    assertThat(onTask(Kernel::ofThisThread)).isEqualTo(normal);
    assertThat(Kernel.ofThisThread()).as("the thread that began it").isEqualTo(normal);
    assertThat(BackgroundWork.isOngoing()).isFalse();
  }

  @Test
  void whatATaskHandsOnIsIdleToo() {
    assertThat(inBackground(() -> onTask(() -> onTask(Kernel::ofThisThread)))).isEqualTo(IDLE);
  }

  @Test
  void whatStaysLoadedIsLoadedAtNormalPriority() {
    assertThat(inBackground(() -> onTask(() -> BackgroundWork.loaded(Kernel::ofThisThread))))
        .isEqualTo(normal);
    assertThat(BackgroundWork.loaded(Kernel::ofThisThread)).isEqualTo(normal);
  }

  @Test
  void aLoadersExceptionsAreItsCallers() {
    BackgroundWork.run(
        () -> {
          assertThatThrownBy(
                  () ->
                      BackgroundWork.loaded(
                          () -> {
                            throw new IOException("no such model");
                          }))
              .isExactlyInstanceOf(IOException.class);
          assertThatThrownBy(
                  () ->
                      BackgroundWork.loaded(
                          () -> {
                            throw new OutOfMemoryError("test");
                          }))
              .isExactlyInstanceOf(OutOfMemoryError.class);
        });
  }

  @Test
  void anInterruptReachesTheLoaderAndIsKept() {
    CountDownLatch never = new CountDownLatch(1);
    BackgroundWork.run(
        () -> {
          Thread.currentThread().interrupt();
          assertThatThrownBy(
                  () ->
                      BackgroundWork.loaded(
                          () -> {
                            never.await();
                            return "";
                          }))
              .isInstanceOf(InterruptedException.class);
          assertThat(Thread.interrupted()).isTrue();
        });
  }

  @Test
  void aScanReadsTheDiskWhenNobodyElseDoesButIsNeverStarved() throws InterruptedException {
    AtomicReference<Kernel> seen = new AtomicReference<>();
    Thread scan =
        new Thread(
            () -> {
              ThreadPriority.lowest();
              seen.set(Kernel.ofThisThread());
            });
    scan.start();
    scan.join();
    assertThat(seen.get()).isEqualTo(new Kernel(19, 0));
  }
}
