package io.musicreclass.priority;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class AwaitedTaskTest {
  @Test
  void anInterruptBeforeTheTaskBeginsReachesIt() {
    AwaitedTask<String> task =
        new AwaitedTask<>(
            () -> {
              new CountDownLatch(1).await();
              return "";
            });
    task.interrupt();
    task.run();
    assertThat(task.failure()).isInstanceOf(InterruptedException.class);
    assertThat(task.result()).isEmpty();
  }

  @Test
  void whoWaitsIsToldOfItsInterruptAndWaitsOn() {
    AwaitedTask<String> task = new AwaitedTask<>(() -> "done");
    Thread.currentThread().interrupt();
    assertThat(task.await(task)).isTrue();
    assertThat(task.result()).contains("done");
    assertThat(Thread.interrupted()).isFalse();
  }
}
