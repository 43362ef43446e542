package io.musicreclass.ledger;

import io.musicreclass.ledger.db.LedgerDatabase;
import io.musicreclass.ledger.db.LedgerException;
import io.musicreclass.ledger.db.SqlSession;

/** Everything that writes, over the only writing connection. */
record LedgerWriter(
    SqlSession writer,
    FileQueue queue,
    Identities identities,
    JobCompletion completion,
    RevoteWriter revotes,
    RequeueWriter requeues,
    BatchCounter batches) {

  /** Puts the files that a crashed process was working on back into the queue. */
  static LedgerWriter of(LedgerDatabase database) {
    SqlSession writer = database.writer();
    SequenceNumbers numbers = new SequenceNumbers(writer);
    ArrivalWriter arrivals = new ArrivalWriter(writer, numbers);
    FileQueue queue = new FileQueue(writer, arrivals);
    BatchCounter batches = new BatchCounter(writer);
    if (database.isRestored()) {
      queue.releaseAll(); // what was in progress when the backup was made has not crashed
    } else {
      queue.recover();
    }
    return new LedgerWriter(
        writer,
        queue,
        new Identities(writer, queue),
        new JobCompletion(writer, numbers, arrivals, queue, batches),
        new RevoteWriter(writer, numbers, batches),
        new RequeueWriter(writer, numbers),
        batches);
  }

  /** Puts what is still in progress back into the queue; idempotent. */
  void finish() {
    if (!writer.isOpen()) {
      return;
    }
    try {
      queue.releaseAll();
      writer.script("PRAGMA optimize");
    } catch (LedgerException e) {
      // Reported already. What is in progress is in the queue again after the next start.
    }
  }
}
