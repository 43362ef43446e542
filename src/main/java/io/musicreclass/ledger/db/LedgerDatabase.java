package io.musicreclass.ledger.db;

import io.musicreclass.problems.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The connections to the database in a folder, checked and migrated. */
public final class LedgerDatabase implements AutoCloseable {
  private static final String FILE = "ledger.db";
  private static final String LOCK = "ledger.lock";
  private static final String BACKUPS = "backups";

  private final SqlSession reader;
  private final ScanReader scans;
  private final @Nullable SqlSession writer;
  private final @Nullable LedgerLock lock;
  private final DatabaseMaintenance maintenance;
  private final boolean restored;

  private LedgerDatabase(
      Path db,
      @Nullable SqlSession writer,
      @Nullable LedgerLock lock,
      DatabaseCondition condition,
      DatabaseMaintenance maintenance,
      boolean restored) {
    this.writer = writer;
    this.lock = lock;
    this.maintenance = maintenance;
    this.restored = restored;
    reader = Database.reader(db, condition);
    scans = new ScanReader(Database.reader(db, condition), System::nanoTime);
  }

  /** The default folder of the backups. */
  public static Path defaultBackups(Path home) {
    return home.resolve(BACKUPS);
  }

  /**
   * Opens the database as its only owner, and creates the folder and the file if missing. A damaged
   * or emptied file is set aside, and the newest backup takes its place.
   *
   * @param backups folder of the backups
   * @param earlierUse other evidence that this is not the first start, worded to follow "although"
   * @param problems receives the failures of reading and writing
   * @throws LedgerException if another process owns it, or it is damaged and has no backup, is of a
   *     newer version, or cannot be written; the message says which and what to do
   */
  public static LedgerDatabase open(
      Path home, Path backups, Optional<String> earlierUse, Problems problems) {
    Path db = folder(home).resolve(FILE);
    LedgerLock lock = LedgerLock.take(db.resolveSibling(LOCK));
    try {
      Backups copies = new Backups(backups);
      Recovery.Found found =
          new Recovery(db, copies, earlierUse, Instant.now()).recover(lock.heldBefore());
      FileAccess.makeFile(db);
      return open(db, lock, copies, found, problems);
    } catch (RuntimeException | IOException e) {
      lock.close();
      throw e instanceof LedgerException known
          ? known
          : new LedgerException(DatabaseErrors.unwritable(db, new IOException(e)), e);
    }
  }

  private static LedgerDatabase open(
      Path db, LedgerLock lock, Backups backups, Recovery.Found found, Problems problems) {
    DatabaseCondition condition = new DatabaseCondition(db, problems);
    SqlSession writer = Database.writer(db, condition);
    try {
      DatabaseMaintenance maintenance = new DatabaseMaintenance(db, backups, condition, found);
      maintenance.restrict();
      return new LedgerDatabase(db, writer, lock, condition, maintenance, found.restored());
    } catch (RuntimeException e) {
      writer.close();
      throw e;
    }
  }

  /**
   * Opens the database for reading, while another process may own it.
   *
   * @throws LedgerException if there is none or it cannot be read
   */
  public static LedgerDatabase read(Path home) {
    Path db = existing(home);
    DatabaseCondition condition = new DatabaseCondition(db, new Problems());
    Recovery.Found found = new Recovery.Found(false, false, null);
    Backups backups = new Backups(defaultBackups(home));
    return new LedgerDatabase(
        db, null, null, condition, new DatabaseMaintenance(db, backups, condition, found), false);
  }

  private static Path existing(Path home) {
    Path db = home.toAbsolutePath().resolve(FILE);
    if (Files.notExists(db)) {
      throw new LedgerException(
          "There is no database in "
              + home
              + " yet: start the daemon once, or set reclass.home to the folder that has it");
    }
    return db;
  }

  /** The right to use a database alone, until it is closed. */
  public interface Owner extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Takes the database in a folder from everybody else.
   *
   * @throws LedgerInUseException if another process has it
   */
  public static Owner own(Path home) {
    return LedgerLock.take(folder(home).resolve(LOCK))::close;
  }

  /**
   * Copies the database in a folder, while another process may own it.
   *
   * @param copy an empty file
   * @throws LedgerException if there is none, or it is damaged
   * @throws IOException if the copy cannot be written
   */
  public static void copy(Path home, Path copy) throws IOException {
    Path db = existing(home);
    DatabaseCopy.make(db, copy, 1, () -> false);
    verify(copy);
  }

  /**
   * Checks all pages of a file, and that this program can use it.
   *
   * @throws LedgerException if it cannot
   */
  public static void verify(Path db) {
    if (IntegrityCheck.of(db, () -> false) != IntegrityCheck.SOUND) {
      throw new LedgerException(db + " is damaged");
    }
    Database.verify(db, new DatabaseCondition(db, new Problems()));
  }

  /** When the newest of the backups in a folder was made. */
  public static Optional<Instant> newestBackup(Path backups) throws IOException {
    return new Backups(backups).newest();
  }

  private static Path folder(Path home) {
    try {
      FileAccess.makeFolder(home);
      Path folder = home.toRealPath();
      FileAccess.restrictFolder(folder);
      return folder;
    } catch (IOException e) {
      throw new LedgerException(DatabaseErrors.unwritable(home, e), e);
    }
  }

  /** The connection for single rows and pages. */
  public SqlSession reader() {
    return reader;
  }

  /** The connection for queries over all rows. */
  public ScanReader scans() {
    return scans;
  }

  /**
   * The only connection that writes.
   *
   * @throws LedgerException if the database was opened for reading
   */
  public SqlSession writer() {
    if (writer == null) {
      throw new LedgerException("This ledger was opened for reading only");
    }
    return writer;
  }

  /** Whether a backup took the place of the database when it was opened. */
  public boolean isRestored() {
    return restored;
  }

  /** Checks and backups. */
  public DatabaseMaintenance maintenance() {
    return maintenance;
  }

  /** Closes all connections and releases the lock; idempotent. */
  @Override
  public void close() {
    reader.close();
    scans.close();
    if (writer != null) {
      writer.close();
    }
    if (lock != null) {
      lock.close();
    }
  }
}
