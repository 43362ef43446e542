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
 * An exclusive lock on a file, against other processes and other threads of this process. The
 * kernel releases it when the process dies.
 *
 * <p>Closing any channel of a file releases all locks of the process on it (POSIX). A locked file
 * is therefore never opened a second time here, and no other code of this process may open it.
 */
public final class ExclusiveLock implements AutoCloseable {
  /** Files locked by this process, or about to be. */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path key;
  private final FileChannel channel;

  private ExclusiveLock(Path key, FileChannel channel) {
    this.key = key;
    this.channel = channel;
  }

  /**
   * Tries to lock a file, creating it if missing; its folder must exist.
   *
   * @return empty if another thread or process holds the lock
   * @throws IOException if the file cannot be opened or locked
   */
  public static Optional<ExclusiveLock> attempt(Path file) throws IOException {
    return attempt(
        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /** Like {@link #attempt}, but empty if the file does not exist; only for writing. */
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
        // locked by this process by other means
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

  /** Whether this process holds the lock, in which case it must not open the file. */
  public static boolean isHeldHere(Path file) throws IOException {
    return HELD.contains(key(file));
  }

  /** The canonical path of a file that may not exist yet. */
  private static Path key(Path file) throws IOException {
    Path absolute = file.toAbsolutePath().normalize();
    Path folder = absolute.getParent();
    return folder == null ? absolute : folder.toRealPath().resolve(absolute.getFileName());
  }

  /** The locked file, for reading and writing; closing the channel releases the lock. */
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
