package io.musicreclass.engine.tensorrt;

import io.musicreclass.lock.ExclusiveLock;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The right to build: one network at a time on this machine, because a build takes all the memory
 * it can get. Holds between threads and between processes; ends with the process.
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
   * @param wanted whether to go on waiting
   * @throws InterruptedIOException when it is no longer wanted
   */
  static BuildLock take(Path file, BooleanSupplier wanted) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    try {
      Optional<ExclusiveLock> lock = ExclusiveLock.attempt(file);
      while (lock.isEmpty()) {
        if (!wanted.getAsBoolean()) {
          throw new InterruptedIOException("The build was given up");
        }
        Thread.sleep(LOOK_AGAIN_MS);
        lock = ExclusiveLock.attempt(file);
      }
      return new BuildLock(lock.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The build was given up");
    }
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
