package io.musicreclass.ledger.db;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;

/** Error messages that name the file and the remedy. */
final class DatabaseErrors {
  private static final int PRIMARY = 0xff; // extended result codes keep the primary in the low byte

  private DatabaseErrors() {}

  static LedgerException of(Path db, SQLException e) {
    return new LedgerException(message(db, e), e);
  }

  static SQLiteErrorCode code(SQLException e) {
    return SQLiteErrorCode.getErrorCode(e.getErrorCode() & PRIMARY);
  }

  static String message(Path db, SQLException e) {
    return switch (code(e)) {
      case SQLITE_FULL -> full(db);
      case SQLITE_CORRUPT, SQLITE_NOTADB -> damaged(db);
      case SQLITE_READONLY, SQLITE_PERM, SQLITE_CANTOPEN, SQLITE_AUTH ->
          "No permission for the ledger "
              + db
              + ": give this user the right to write to it and to its folder, or set reclass.home"
              + " to another folder";
      case SQLITE_BUSY, SQLITE_LOCKED ->
          "The ledger "
              + db
              + " is locked by another program: close what else has it open (a database browser?)";
      case SQLITE_IOERR ->
          "The disk failed while " + db + " was read or written: check the medium (dmesg)";
      default -> "The ledger " + db + " refused: " + e.getMessage();
    };
  }

  static String damaged(Path db) {
    return "The ledger "
        + db
        + " is damaged. Restart Reclass: it sets the damaged file aside and goes on with the newest"
        + " backup";
  }

  private static String full(Path db) {
    return "The disk is full: "
        + db
        + " cannot grow. Free some space; what was written before is safe";
  }

  /** For a failed trial write to the database's disk. */
  static String disk(Path db, IOException e) {
    String why = String.valueOf(e.getMessage());
    if (why.contains("No space left") || why.contains("quota")) {
      return full(db);
    }
    return why.contains("Read-only file system")
        ? "The disk of " + db + " is read-only: check it (dmesg), then mount it writable again"
        : unwritable(db, e);
  }

  public static String unwritable(Path file, IOException e) {
    String why =
        e instanceof AccessDeniedException
            ? "no permission"
            : e instanceof FileSystemException f && f.getReason() != null
                ? f.getReason()
                : e.toString();
    return "Cannot write "
        + file
        + " ("
        + why
        + "): make its folder writable, or set reclass.home to another folder";
  }
}
