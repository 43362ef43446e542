package io.musicreclass.ledger;

/** The ledger cannot be opened, read or written; the message names the file and the mend. */
public class LedgerException extends RuntimeException {
  private static final long serialVersionUID = 1;

  LedgerException(String message) {
    super(message);
  }

  LedgerException(String message, Throwable cause) {
    super(message, cause);
  }
}
