package io.musicreclass.ledger.rows;

/** Which of the waiting files are taken, by who waits for them. */
public enum Urgency {
  /** Files of the inbox. */
  INBOX(0),
  /** Files that a person waits for: those of the inbox, and retried ones. */
  REQUESTED(1),
  /** All, with those of the library and of a re-vote. */
  ANY(3);

  private final int lastRank;

  Urgency(int lastRank) {
    this.lastRank = lastRank;
  }

  /** The highest rank in the queue that is taken. */
  public int lastRank() {
    return lastRank;
  }
}
