package io.musicreclass.ledger;

import io.musicreclass.ledger.db.Condition;
import io.musicreclass.ledger.db.Database;
import io.musicreclass.ledger.db.LedgerException;
import io.musicreclass.ledger.db.LedgerLock;
import io.musicreclass.ledger.db.Session;
import java.nio.file.Path;

/** The one process that may change the ledger: its lock, its connection, and all that writes. */
record Owner(
    LedgerLock lock,
    Session writer,
    Arrivals arrivals,
    Queue queue,
    Identities identities,
    Endings endings,
    Revisions revisions,
    Returns returns,
    Batches batches,
    Outbox outbox)
    implements AutoCloseable {

  /**
   * Takes the lock over, also when it fails.
   *
   * @param restored whether it is a backup: what was held when it was made stopped no program
   */
  static Owner of(Path db, LedgerLock lock, Condition condition, boolean restored) {
    try {
      Session writer = Database.writer(db, condition);
      try {
        return of(lock, writer, restored);
      } catch (RuntimeException e) {
        writer.close();
        throw e;
      }
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static Owner of(LedgerLock lock, Session writer, boolean restored) {
    News news = new News(writer);
    Queue queue = new Queue(writer);
    Arrivals arrivals = new Arrivals(writer, news);
    Outbox outbox = new Outbox(writer);
    Batches batches = new Batches(writer, outbox);
    if (restored) {
      queue.releaseAll();
    } else {
      queue.recover();
    }
    return new Owner(
        lock,
        writer,
        arrivals,
        queue,
        new Identities(writer, queue),
        new Endings(writer, news, arrivals, queue, batches, outbox),
        new Revisions(writer, news, batches, outbox),
        new Returns(writer, news),
        batches,
        outbox);
  }

  @Override
  public void close() {
    if (!writer.isOpen()) {
      return;
    }
    try {
      queue.releaseAll();
      writer.script("PRAGMA optimize");
    } catch (LedgerException e) {
      // Its condition is on record. What is held is in the queue again after the next start.
    } finally {
      writer.close();
      lock.close();
    }
  }
}
