package io.musicreclass.ledger;

import io.musicreclass.ledger.db.Database;
import io.musicreclass.ledger.db.DatabaseCondition;
import io.musicreclass.ledger.db.LedgerException;
import io.musicreclass.ledger.db.LedgerLock;
import io.musicreclass.ledger.db.SqlSession;
import java.nio.file.Path;

/** The one process that may change the ledger: its lock, its connection, and all that writes. */
record LedgerWriter(
    LedgerLock lock,
    SqlSession writer,
    ArrivalWriter arrivals,
    FileQueue queue,
    Identities identities,
    JobCompletion endings,
    RevoteWriter revisions,
    RequeueWriter returns,
    BatchCounter batches)
    implements AutoCloseable {

  /**
   * Takes the lock over, also when it fails.
   *
   * @param restored whether it is a backup: what was held when it was made stopped no program
   */
  static LedgerWriter of(Path db, LedgerLock lock, DatabaseCondition condition, boolean restored) {
    try {
      SqlSession writer = Database.writer(db, condition);
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

  private static LedgerWriter of(LedgerLock lock, SqlSession writer, boolean restored) {
    SequenceNumbers news = new SequenceNumbers(writer);
    FileQueue queue = new FileQueue(writer);
    ArrivalWriter arrivals = new ArrivalWriter(writer, news);
    BatchCounter batches = new BatchCounter(writer);
    if (restored) {
      queue.releaseAll();
    } else {
      queue.recover();
    }
    return new LedgerWriter(
        lock,
        writer,
        arrivals,
        queue,
        new Identities(writer, queue),
        new JobCompletion(writer, news, arrivals, queue, batches),
        new RevoteWriter(writer, news, batches),
        new RequeueWriter(writer, news),
        batches);
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
