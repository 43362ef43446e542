package io.musicreclass.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Makes one process the owner of a ledger. The kernel lets go of it when the process dies. */
final class LedgerLock implements AutoCloseable {
  /**
   * Locks of this process. Closing any channel to a file drops the locks the process has on it
   * (POSIX), so a file that is locked here must not even be opened again.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;
  private final boolean heldBefore;

  private LedgerLock(Path file, FileChannel channel, boolean heldBefore) {
    this.file = file;
    this.channel = channel;
    this.heldBefore = heldBefore;
  }

  /** Whether there was an owner before this one. */
  boolean heldBefore() {
    return heldBefore;
  }

  static LedgerLock take(Path file) {
    if (!HELD.add(file)) {
      throw inUse(file, Long.toString(ProcessHandle.current().pid()));
    }
    try {
      LedgerLock lock = lock(file);
      if (lock != null) {
        return lock;
      }
      String owner = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
      throw inUse(file, owner.matches("\\d{1,10}") ? owner : "unknown");
    } catch (IOException e) {
      HELD.remove(file);
      throw new LedgerException(Faults.unwritable(file, e), e);
    } catch (LedgerException e) {
      HELD.remove(file);
      throw e;
    }
  }

  private static @Nullable LedgerLock lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean locked = false;
    boolean heldBefore = false;
    try {
      locked = channel.tryLock() != null;
      if (locked) {
        byte[] pid = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
        heldBefore = channel.size() > 0;
        channel.truncate(0).write(ByteBuffer.wrap(pid), 0);
      }
    } finally {
      if (!locked) {
        channel.close();
      }
    }
    return locked ? new LedgerLock(file, channel, heldBefore) : null;
  }

  private static LedgerException inUse(Path file, String pid) {
    return new LedgerInUseException(
        "The ledger in "
            + file.getParent()
            + " is in use by another Reclass (process "
            + pid
            + "): stop that one, or set reclass.home to another folder");
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new LedgerException("Cannot let go of " + file + ": " + e.getMessage(), e);
    } finally {
      HELD.remove(file);
    }
  }
}
