package io.musicreclass.ledger.db;

import io.musicreclass.lifecycle.Disk;
import io.musicreclass.lifecycle.Volume;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.BooleanSupplier;
import org.sqlite.SQLiteConfig;

/** Consistent copies of a database that may be in use, by {@code VACUUM INTO}. */
final class DatabaseCopy {
  /** Free disk space to leave for the other users of the disk. */
  private static final long SPARE_BYTES = 64L << 20;

  private DatabaseCopy() {}

  /**
   * Makes a copy on the database's own disk and forces it there. An older file of that name is
   * replaced; after a failure there is none.
   *
   * @param copies how often the whole database must fit on the disk besides, this copy included
   * @param stop polled; true aborts
   * @throws IOException if it does not fit or cannot be written
   * @throws LedgerException if the database cannot be read
   */
  static void make(Path db, Path copy, int copies, BooleanSupplier stop) throws IOException {
    requireSpace(db, copies);
    boolean complete = false;
    try {
      Files.deleteIfExists(copy); // left by a killed process
      FileAccess.makeFile(copy);
      vacuumInto(db, copy, stop);
      Disk.sync(copy);
      complete = true;
    } finally {
      if (!complete) {
        Files.deleteIfExists(copy);
      }
    }
  }

  private static void requireSpace(Path db, int copies) throws IOException {
    Path log = db.resolveSibling(db.getFileName() + "-wal");
    long size = Files.size(db) + (Files.exists(log) ? Files.size(log) : 0);
    long wanted = copies * size + SPARE_BYTES;
    long free = Volume.usableSpace(db);
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
  }

  private static void vacuumInto(Path db, Path copy, BooleanSupplier stop) {
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
}
