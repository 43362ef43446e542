package io.musicreclass.ledger.db;

/** Another process owns the ledger; the message names the process and the remedy. */
public final class LedgerInUseException extends LedgerException {
  private static final long serialVersionUID = 1;

  LedgerInUseException(String message) {
    super(message);
  }
}
