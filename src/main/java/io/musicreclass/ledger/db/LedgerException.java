package io.musicreclass.ledger.db;

import io.musicreclass.track.ExplainedException;

/** The ledger cannot be opened, read or written; the message names the file and the remedy. */
public class LedgerException extends ExplainedException {
  private static final long serialVersionUID = 1;

  public LedgerException(String message) {
    super(message);
  }

  public LedgerException(String message, Throwable cause) {
    super(message, cause);
  }
}
