package io.musicreclass.ledger.db;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the transactions of a session that may have changed something. Only {@link #number} may be
 * called by every thread.
 */
final class Revision {
  private final AtomicLong number = new AtomicLong();
  private boolean changed;

  void change() {
    changed = true;
  }

  /** Called when others can read what has changed, or it was rolled back. */
  void end() {
    if (changed) {
      changed = false;
      number.incrementAndGet();
    }
  }

  /** The number of the last change that every later read contains. */
  long number() {
    return number.get();
  }
}
