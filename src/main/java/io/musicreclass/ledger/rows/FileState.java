package io.musicreclass.ledger.rows;

import java.util.Locale;

/** How far a file has come. */
public enum FileState {
  QUEUED,
  WORKING,
  /** Its song has a verdict. */
  DONE,
  /** Its song has a verdict, given to another file. */
  DUPLICATE,
  FAILED;

  public static FileState of(String column) {
    return valueOf(column.toUpperCase(Locale.ROOT));
  }

  /** In lower case, as it is written in the ledger and in JSON. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
