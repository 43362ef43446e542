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
 * Checks the ledger and backs it up while it is in use. The methods may take long, but block no
 * other user of the ledger.
 */
public final class DatabaseMaintenance {
  /** Free disk space to leave while a backup is made. */
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

  /** What recovery did or found when the ledger was opened, as a text for display. */
  public Optional<String> notice() {
    return Optional.ofNullable(found.notice());
  }

  /** Whether the ledger has been checked since it was opened; a large one is checked later. */
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
   * Reads all pages. Damage is reported as a problem.
   *
   * @param stop polled; true aborts
   * @return false if it is damaged
   * @throws LedgerException if it cannot be read
   */
  public boolean check(BooleanSupplier stop) {
    IntegrityCheck result = IntegrityCheck.of(db, stop);
    if (result == IntegrityCheck.SOUND) {
      condition.sound();
      checked = true;
    } else if (result == IntegrityCheck.DAMAGED) {
      condition.damaged(DatabaseErrors.damaged(db));
    }
    return result != IntegrityCheck.DAMAGED;
  }

  /** If a damaged page was found, makes the next start check all pages. */
  public void recordDamage() throws IOException {
    if (condition.isDamaged()) {
      FileAccess.makeFile(Recovery.suspicion(db));
    }
  }

  /**
   * Makes a backup.
   *
   * @param stop polled; true aborts
   * @throws IOException if it cannot be written
   * @throws LedgerException if the ledger cannot be read
   */
  public Path backUp(Instant at, BooleanSupplier stop) throws IOException {
    Path copy = db.resolveSibling("ledger.backup");
    long wanted = Files.size(db) + SPARE_BYTES;
    long free = Files.getFileStore(db).getUsableSpace();
    if (free < wanted) {
      throw new IOException(
          "a copy needs "
              + (wanted >> 20)
              + " MB beside "
              + db
              + ", "
              + (free >> 20)
              + " MB are free");
    }
    try {
      Files.deleteIfExists(copy); // left by a killed process
      FileAccess.makeFile(copy);
      vacuumInto(db, copy, stop);
      return backups.add(copy, at, stop);
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  /**
   * Copies to the ledger's own disk first: its log grows while it is read, and a share may hang.
   */
  static void vacuumInto(Path db, Path copy, BooleanSupplier stop) {
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

  /** Restricts access to the owner and the owner's group. */
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
