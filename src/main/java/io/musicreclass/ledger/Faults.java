package io.musicreclass.ledger;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;

/** What went wrong, in words that name the file and the mend. */
final class Faults {
  private static final int PRIMARY = 0xff; // extended result codes keep the primary in the low byte

  private Faults() {}

  static LedgerException of(Path db, SQLException e) {
    return new LedgerException(sentence(db, e), e);
  }

  private static String sentence(Path db, SQLException e) {
    return switch (SQLiteErrorCode.getErrorCode(e.getErrorCode() & PRIMARY)) {
      case SQLITE_FULL ->
          "The disk is full: "
              + db
              + " cannot grow. Free some space; what was written before is safe";
      case SQLITE_CORRUPT, SQLITE_NOTADB ->
          "The ledger "
              + db
              + " is damaged. Put a backup in its place, or move it away (with its -wal and -shm)"
              + " to start with an empty one; Reclass never deletes it";
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

  static String unwritable(Path file, IOException e) {
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
