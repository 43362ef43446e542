package io.musicreclass.engine.tensorrt;

import io.musicreclass.lock.ExclusiveLock;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A machine-wide lock for builds: one network at a time, because a build takes all the memory it
 * can get. Works between threads and between processes; released when the process ends.
 */
final class BuildLock implements AutoCloseable {
  private static final long LOOK_AGAIN_MS = 200;

  private final ExclusiveLock lock;

  private BuildLock(ExclusiveLock lock) {
    this.lock = lock;
  }

  /**
   * Waits for the lock.
   *
   * @param wanted polled while waiting; false: stop waiting
   * @throws InterruptedIOException if waiting was stopped
   */
  static BuildLock take(Path file, BooleanSupplier wanted) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    try {
      Optional<ExclusiveLock> lock = ExclusiveLock.attempt(file);
      while (lock.isEmpty()) {
        if (!wanted.getAsBoolean()) {
          throw new InterruptedIOException("The build was cancelled");
        }
        Thread.sleep(LOOK_AGAIN_MS);
        lock = ExclusiveLock.attempt(file);
      }
      return new BuildLock(lock.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The build was cancelled");
    }
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
