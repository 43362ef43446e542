package io.musicreclass.ledger.db;

import io.musicreclass.problems.Problems;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;

/**
 * Whether the database can be read and written, according to the failures of all its users. A
 * failure stays on record until a trial write succeeds, because small writes may still fit on a
 * disk that is too full for larger ones.
 */
final class DatabaseCondition {
  private static final int TRIAL_BYTES = 64 * 1024;

  private final Path db;
  private final Problems.Source disk;
  private final Problems.Source content;
  private long failures;
  private boolean failing;
  private boolean damaged;

  public DatabaseCondition(Path db, Problems problems) {
    this.db = db;
    this.disk = problems.source();
    this.content = problems.source();
  }

  /** Records that a read or write failed. */
  synchronized void failed(SQLException e) {
    switch (DatabaseErrors.code(e)) {
      case SQLITE_FULL, SQLITE_READONLY, SQLITE_PERM, SQLITE_CANTOPEN, SQLITE_AUTH, SQLITE_IOERR ->
          failing(DatabaseErrors.message(db, e));
      case SQLITE_BUSY, SQLITE_LOCKED -> {
        failures++;
        failing = true;
        disk.failed(DatabaseErrors.message(db, e));
      }
      case SQLITE_CORRUPT, SQLITE_NOTADB -> damaged(DatabaseErrors.message(db, e));
      default -> {} // a bug, which the caller reports
    }
  }

  private synchronized void failing(String message) {
    failures++;
    failing = true;
    disk.report(message);
  }

  /** Records that a page is damaged. */
  synchronized void damaged(String message) {
    damaged = true;
    content.report(message);
  }

  /** Records that all pages were found intact. */
  synchronized void sound() {
    damaged = false;
    content.recovered();
  }

  /** Whether a damaged page was found. */
  synchronized boolean isDamaged() {
    return damaged;
  }

  private synchronized boolean isFailing() {
    return failing;
  }

  private synchronized long failures() {
    return failures;
  }

  /** Tries again after a failure; true if reading and writing work again. */
  boolean recheck(SqlSession writer) {
    if (!isFailing()) {
      return false;
    }
    long known = failures();
    try {
      tryDisk();
      writer.tryWriting();
    } catch (IOException e) {
      failing(DatabaseErrors.disk(db, e));
      return false;
    } catch (LedgerException e) {
      return false; // on record already
    }
    return recovered(known);
  }

  private synchronized boolean recovered(long known) {
    if (failures != known) {
      return false;
    }
    failing = false;
    disk.recovered();
    return true;
  }

  private void tryDisk() throws IOException {
    Path trial = db.resolveSibling("ledger.trial");
    try (FileChannel channel =
        FileChannel.open(
            trial,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer block = ByteBuffer.allocate(TRIAL_BYTES);
      while (block.hasRemaining()) {
        channel.write(block);
      }
      channel.force(true);
    } finally {
      Files.deleteIfExists(trial);
    }
  }
}
