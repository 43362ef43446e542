package io.musicreclass.ledger;

import io.musicreclass.ledger.db.SqlSession;
import java.util.concurrent.atomic.AtomicLong;

/** Numbers the changes of files and verdicts; they increase, and none is used twice. */
final class SequenceNumbers {
  private final AtomicLong last;

  SequenceNumbers(SqlSession writer) {
    last =
        new AtomicLong(
            writer
                .first(
                    row -> row.getLong(1),
                    "SELECT max(coalesce((SELECT max(seq) FROM files), 0),"
                        + " coalesce((SELECT max(seq) FROM verdicts), 0))")
                .orElseThrow());
  }

  long next() {
    return last.incrementAndGet();
  }
}
