package io.musicreclass.lock;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A file that is locked for one owner at a time, whether others are threads of this process or
 * other processes. The kernel lets go of it when the process dies.
 *
 * <p>Closing any channel of a file drops all locks that the process has on it (POSIX). So a file
 * that is locked here is not opened a second time, and must not be opened by anybody else.
 */
public final class ExclusiveLock implements AutoCloseable {
  /** What this process holds, or is about to. */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path key;
  private final FileChannel channel;

  private ExclusiveLock(Path key, FileChannel channel) {
    this.key = key;
    this.channel = channel;
  }

  /**
   * Locks a file, which is made where there is none; its folder must be there.
   *
   * @return empty when somebody else has it
   * @throws IOException when the file cannot be opened or locked
   */
  public static Optional<ExclusiveLock> attempt(Path file) throws IOException {
    return attempt(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  /** The same for a file that is there; empty when it is not. */
  public static Optional<ExclusiveLock> attemptExisting(Path file) throws IOException {
    try {
      return attempt(file, StandardOpenOption.WRITE);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static Optional<ExclusiveLock> attempt(Path file, OpenOption... options)
      throws IOException {
    Path key = key(file);
    if (!HELD.add(key)) {
      return Optional.empty();
    }
    boolean locked = false;
    try {
      FileChannel channel = FileChannel.open(file, options);
      try {
        locked = channel.tryLock() != null;
      } catch (OverlappingFileLockException e) {
        // locked by this process without this class
      } finally {
        if (!locked) {
          channel.close();
        }
      }
      return locked ? Optional.of(new ExclusiveLock(key, channel)) : Optional.empty();
    } finally {
      if (!locked) {
        HELD.remove(key);
      }
    }
  }

  /** Whether this process holds it; then the file must not be opened. */
  public static boolean isHeldHere(Path file) throws IOException {
    return HELD.contains(key(file));
  }

  /** One name for a file, by whatever way it is reached. */
  private static Path key(Path file) throws IOException {
    Path absolute = file.toAbsolutePath().normalize();
    Path folder = absolute.getParent();
    return folder == null ? absolute : folder.toRealPath().resolve(absolute.getFileName());
  }

  /** The locked file, to be written; whoever closes it gives the lock away. */
  public FileChannel channel() {
    return channel;
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      HELD.remove(key);
    }
  }
}
