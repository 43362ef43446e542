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

/** The result of checking all pages of a database. */
enum IntegrityCheck {
  SOUND,
  DAMAGED,
  /** The check was stopped before it found damage. */
  UNKNOWN;

  /** SQLite steps between two polls of the stop condition; takes some milliseconds. */
  private static final int STEPS = 10_000;

  /**
   * Checks a database on a connection of its own, so that no other waits.
   *
   * @throws LedgerException if it cannot be read for a reason other than damage
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

  /** Aborts the connection's statements once the condition is true. */
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
