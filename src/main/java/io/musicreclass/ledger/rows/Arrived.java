package io.musicreclass.ledger.rows;

/** What the ledger did with a file that was found. */
public enum Arrived {
  /** New, changed, or to be retried: it has been queued. */
  QUEUED,
  /** It was queued already or is being analysed. */
  WAITING,
  /** The unchanged file was completed before; nothing was written. */
  KNOWN
}
