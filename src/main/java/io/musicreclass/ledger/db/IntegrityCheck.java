package io.musicreclass.ledger.db;

import io.musicreclass.track.SongFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.BooleanSupplier;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;

/** Whether all pages of a database are what was written. */
enum IntegrityCheck {
  SOUND,
  DAMAGED,
  /** The check was stopped before it found anything. */
  UNKNOWN;

  /** Steps of SQLite between two questions whether to stop: some milliseconds. */
  private static final int STEPS = 10_000;

  /**
   * Checks a database on a connection of its own, which keeps no other waiting.
   *
   * @throws LedgerException when it cannot be read for another reason than damage
   */
  static IntegrityCheck of(Path db, BooleanSupplier stop) {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(5000);
    try (Connection connection = config.createConnection("jdbc:sqlite:" + SongFile.uri(db));
        Statement statement = connection.createStatement()) {
      stopWhen(connection, stop);
      try (ResultSet rows = statement.executeQuery("PRAGMA quick_check(1)")) {
        return rows.next() && rows.getString(1).equals("ok") ? SOUND : DAMAGED;
      }
    } catch (SQLException e) {
      SQLiteErrorCode code = DatabaseErrors.code(e);
      if (code == SQLiteErrorCode.SQLITE_INTERRUPT) {
        return UNKNOWN;
      }
      if (code == SQLiteErrorCode.SQLITE_CORRUPT || code == SQLiteErrorCode.SQLITE_NOTADB) {
        return DAMAGED;
      }
      throw DatabaseErrors.of(db, e);
    }
  }

  /** Breaks off what is done on that connection. */
  static void stopWhen(Connection connection, BooleanSupplier stop) throws SQLException {
    ProgressHandler.setHandler(
        connection,
        STEPS,
        new ProgressHandler() {
          @Override
          protected int progress() {
            return stop.getAsBoolean() ? 1 : 0;
          }
        });
  }
}
