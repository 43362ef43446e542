package io.musicreclass.engine.tensorrt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.lock.ExclusiveLockTest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildLockTest {
  @TempDir private Path folder;

  @Test
  void anotherThreadThatGivesUpWaitingDoesNotDropTheLock() throws IOException {
    Path file = folder.resolve("trt/.lock");
    try (BuildLock lock = BuildLock.take(file, () -> true)) {
      assertThat(lock).isNotNull();
      assertThatThrownBy(() -> BuildLock.take(file, () -> false))
          .isInstanceOf(InterruptedIOException.class);
      assertThat(ExclusiveLockTest.kernelHolds(file)).isTrue();
    }
  }
}
