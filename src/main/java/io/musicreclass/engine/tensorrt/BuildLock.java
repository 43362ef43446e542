package io.musicreclass.engine.tensorrt;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The right to build: one network at a time on this machine, because a build takes all the memory
 * it can get. Holds between threads and between processes; ends with the process.
 */
final class BuildLock implements AutoCloseable {
  private static final long LOOK_AGAIN_MS = 200;

  private final FileChannel channel;

  private BuildLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Waits for the lock.
   *
   * @param wanted whether to go on waiting
   * @throws InterruptedIOException when it is no longer wanted
   */
  static BuildLock take(Path file, BooleanSupplier wanted) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      while (attempt(channel) == null) {
        if (!wanted.getAsBoolean()) {
          throw new InterruptedIOException("The build was given up");
        }
        Thread.sleep(LOOK_AGAIN_MS);
      }
      return new BuildLock(channel);
    } catch (InterruptedException e) {
      channel.close();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The build was given up");
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static @Nullable FileLock attempt(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // another thread of this process builds
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
