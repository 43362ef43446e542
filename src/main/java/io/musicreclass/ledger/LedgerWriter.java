package io.musicreclass.ledger;

import io.musicreclass.ledger.db.LedgerDatabase;
import io.musicreclass.ledger.db.LedgerException;
import io.musicreclass.ledger.db.SqlSession;
import java.util.List;
import java.util.Set;

/** Everything that writes, over the only writing connection. */
record LedgerWriter(
    SqlSession writer,
    FileQueue queue,
    Identities identities,
    JobCompletion completion,
    RevoteWriter revotes,
    RequeueWriter requeues,
    BatchCounter batches,
    List<Long> suspects) {

  /** Puts the files that a crashed process was working on back into the queue. */
  static LedgerWriter of(LedgerDatabase database) {
    SqlSession writer = database.writer();
    SequenceNumbers numbers = new SequenceNumbers(writer);
    ArrivalWriter arrivals = new ArrivalWriter(writer, numbers);
    FileQueue queue = new FileQueue(writer, arrivals);
    BatchCounter batches = new BatchCounter(writer);
    List<Long> suspects = List.of();
    if (database.isRestored()) {
      queue.releaseAll(); // what was in progress when the backup was made has not crashed
    } else {
      suspects = queue.recover();
    }
    return new LedgerWriter(
        writer,
        queue,
        new Identities(writer, queue),
        new JobCompletion(writer, numbers, arrivals, queue, batches),
        new RevoteWriter(writer, numbers, batches),
        new RequeueWriter(writer, numbers),
        batches,
        suspects);
  }

  /** See {@link Ledger#acquitAllBut}. */
  void acquitAllBut(Set<Long> processed) {
    for (long row : processed.isEmpty() ? List.<Long>of() : suspects) {
      if (!processed.contains(row)) {
        writer.update("UPDATE files SET crashes = crashes - 1 WHERE id = ? AND crashes > 0", row);
      }
    }
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
