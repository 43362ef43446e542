package io.musicreclass.ledger.db;

import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.sqlite.SQLiteConfig;

/**
 * Keeps the ledger whole: checks it, and makes backups of it, beside those who work on it. Its
 * methods take as long as the disks take; none keeps another user of the ledger waiting.
 */
public final class DatabaseMaintenance {
  /** Left to others on the disk while a backup is made. */
  private static final long SPARE_BYTES = 64L << 20;

  private final Path db;
  private final Backups backups;
  private final DatabaseCondition condition;
  private final Recovery.Found found;
  private volatile boolean checked;

  public DatabaseMaintenance(
      Path db, Backups backups, DatabaseCondition condition, Recovery.Found found) {
    this.db = db;
    this.backups = backups;
    this.condition = condition;
    this.found = found;
    this.checked = found.checked();
  }

  /** What was not as it had been left when the ledger was opened, for people. */
  public Optional<String> notice() {
    return Optional.ofNullable(found.notice());
  }

  /** Whether the ledger has been checked since it was opened; a large one is not at the start. */
  public boolean checked() {
    return checked;
  }

  /** The folder of the backups. */
  public Path backups() {
    return backups.folder();
  }

  /** When the newest backup was made. */
  public Optional<Instant> newestBackup() throws IOException {
    return backups.newest();
  }

  /**
   * Reads all pages. Damage becomes a problem, and the next start checks again before it works.
   *
   * @param stop asked now and then; true breaks it off
   * @return false when it is damaged
   * @throws LedgerException when it cannot be read
   */
  public boolean check(BooleanSupplier stop) {
    IntegrityCheck soundness = IntegrityCheck.of(db, stop);
    if (soundness == IntegrityCheck.SOUND) {
      condition.sound();
      checked = true;
    } else if (soundness == IntegrityCheck.DAMAGED) {
      condition.damaged(DatabaseErrors.damaged(db));
    }
    return soundness != IntegrityCheck.DAMAGED;
  }

  /** Lets the next start check all pages, where a damaged one was met. */
  public void recordDamage() throws IOException {
    if (condition.isDamaged()) {
      FileAccess.makeFile(Recovery.suspicion(db));
    }
  }

  /**
   * Makes a backup.
   *
   * @param stop asked now and then; true breaks it off
   * @throws IOException when it cannot be written
   * @throws LedgerException when the ledger cannot be read
   */
  public Path backUp(Instant at, BooleanSupplier stop) throws IOException {
    Path copy = db.resolveSibling("ledger.backup");
    long wanted = Files.size(db) + SPARE_BYTES;
    long free = Files.getFileStore(db).getUsableSpace();
    if (free < wanted) {
      throw new IOException(
          "a copy takes "
              + (wanted >> 20)
              + " MB beside "
              + db
              + ", "
              + (free >> 20)
              + " are free");
    }
    try {
      Files.deleteIfExists(copy); // of a process that was killed
      FileAccess.makeFile(copy);
      vacuumInto(copy, stop);
      return backups.keep(copy, at, stop);
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  /** On the ledger's own disk: while it is read, its log grows, and a share may hang. */
  private void vacuumInto(Path copy, BooleanSupplier stop) {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(5000);
    try (Connection connection = config.createConnection("jdbc:sqlite:" + SongFile.uri(db));
        Statement statement = connection.createStatement()) {
      IntegrityCheck.stopWhen(connection, stop);
      statement.executeUpdate("VACUUM INTO '" + SongFile.uri(copy).replace("'", "''") + "'");
    } catch (SQLException e) {
      throw DatabaseErrors.of(db, e);
    }
  }

  public boolean recheck(SqlSession writer) {
    return condition.recheck(writer);
  }

  /** Nobody but the owner and the owner's group looks into it. */
  public void restrict() {
    try {
      for (String name : List.of("ledger.db", "ledger.db-wal", "ledger.db-shm", "ledger.lock")) {
        FileAccess.restrictFile(db.resolveSibling(name));
      }
    } catch (IOException e) {
      throw new LedgerException(DatabaseErrors.unwritable(db, e), e);
    }
  }
}
