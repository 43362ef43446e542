package io.musicreclass.ledger.rows;

/** What the ledger makes of a file that was seen. */
public enum Arrived {
  /** New, changed, or worth another try: it is in the queue now. */
  QUEUED,
  /** It was in the queue already, or is being heard. */
  WAITING,
  /** The same file has come to its end before; nothing was written. */
  KNOWN
}
