package io.musicreclass.ledger.db;

/** Another process owns the ledger; the message says which and the mend. */
public final class LedgerInUseException extends LedgerException {
  private static final long serialVersionUID = 1;

  LedgerInUseException(String message) {
    super(message);
  }
}
