package io.musicreclass.ledger.db;

import io.musicreclass.lock.ExclusiveLock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Makes one process the owner of a ledger. The kernel releases the lock when the process dies. */
final class LedgerLock implements AutoCloseable {
  private final Path file;
  private final ExclusiveLock lock;
  private final boolean heldBefore;

  private LedgerLock(Path file, ExclusiveLock lock, boolean heldBefore) {
    this.file = file;
    this.lock = lock;
    this.heldBefore = heldBefore;
  }

  /** Whether the ledger has had an owner before. */
  public boolean heldBefore() {
    return heldBefore;
  }

  public static LedgerLock take(Path file) {
    try {
      Optional<ExclusiveLock> lock = ExclusiveLock.attempt(file);
      if (lock.isEmpty()) {
        throw inUse(file, owner(file));
      }
      return new LedgerLock(file, lock.get(), writeOwner(lock.get()));
    } catch (IOException e) {
      throw new LedgerException(DatabaseErrors.unwritable(file, e), e);
    }
  }

  /**
   * Writes the owner's process id to the lock file; releases the lock if that fails.
   *
   * @return whether the file named an owner before
   */
  private static boolean writeOwner(ExclusiveLock lock) throws IOException {
    byte[] pid = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
    try {
      FileChannel channel = lock.channel();
      boolean heldBefore = channel.size() > 0;
      channel.truncate(0).write(ByteBuffer.wrap(pid), 0);
      return heldBefore;
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static String owner(Path file) throws IOException {
    if (ExclusiveLock.isHeldHere(file)) {
      return Long.toString(ProcessHandle.current().pid());
    }
    String owner = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
    return owner.matches("\\d{1,10}") ? owner : "unknown";
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
      lock.close();
    } catch (IOException e) {
      throw new LedgerException("Cannot release " + file + ": " + e.getMessage(), e);
    }
  }
}
