package io.musicreclass.ledger.rows;

import java.util.Locale;

/** The state of a file. */
public enum FileState {
  QUEUED,
  WORKING,
  /** Its song has a verdict. */
  DONE,
  /** Its song got its verdict from another file. */
  DUPLICATE,
  FAILED;

  public static FileState of(String column) {
    return valueOf(column.toUpperCase(Locale.ROOT));
  }

  /** In lower case, as written in the ledger and in JSON. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
