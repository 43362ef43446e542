package io.musicreclass.ledger;

import io.musicreclass.ledger.db.SqlSession;
import io.musicreclass.ledger.sql.Columns;
import io.musicreclass.track.BatchSummary;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.OutboxMessage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts the outcomes of files that are reported in batches instead of one by one. A batch has
 * ended when no file of its origin is queued or being analysed.
 */
final class BatchCounter {
  private static final String ENDED =
      "SELECT * FROM batches b WHERE NOT EXISTS (SELECT 1 FROM files WHERE state ="
          + " 'working' AND origin = b.origin) AND NOT EXISTS (SELECT 1 FROM files INDEXED BY"
          + " files_queue WHERE state = 'queued' AND parked = 0 AND "
          + QueueOrder.RANK
          + " = "
          + QueueOrder.RANK.replace("origin", "b.origin")
          + ")";

  private final SqlSession writer;

  /** Kept in memory only: after a crash, nothing more is added to a batch. */
  private final Set<Origin> open = ConcurrentHashMap.newKeySet();

  BatchCounter(SqlSession writer) {
    this.writer = writer;
  }

  /** Keeps the batch from ending, even if none of its files is queued, until {@link #close}. */
  void open(Origin origin) {
    open.add(origin);
    try {
      writer.update(
          "INSERT INTO batches (origin) VALUES (?) ON CONFLICT DO NOTHING", origin.toString());
    } catch (RuntimeException e) {
      open.remove(origin);
      throw e;
    }
  }

  void close(Origin origin, List<OutboxMessage> messages) {
    open.remove(origin);
    if (!messages.isEmpty()) {
      writer.run(() -> Outbox.post(writer, messages));
    }
  }

  /** Adds to the batch of that origin; inbox files and corrections are reported one by one. */
  void add(Origin origin, int done, int changed, int unsure, int duplicates, int failed) {
    if (origin == Origin.INBOX || origin == Origin.CORRECTION) {
      return;
    }
    writer.update(
        "INSERT INTO batches (origin, done, changed, unsure, duplicates, failed)"
            + " VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO UPDATE SET done = done + ?2,"
            + " changed = changed + ?3, unsure = unsure + ?4, duplicates = duplicates + ?5,"
            + " failed = failed + ?6",
        origin.toString(),
        done,
        changed,
        unsure,
        duplicates,
        failed);
  }

  List<BatchSummary> ended() {
    return writer.list(BatchCounter::read, ENDED).stream()
        .filter(batch -> !open.contains(batch.origin()))
        .toList();
  }

  /** Deletes a batch and stores the messages that report it, unless it has grown meanwhile. */
  void report(BatchSummary batch, List<OutboxMessage> messages) {
    writer.run(
        () -> {
          if (ended().contains(batch)) {
            writer.update("DELETE FROM batches WHERE origin = ?", batch.origin().toString());
            Outbox.post(writer, messages);
          }
        });
  }

  private static BatchSummary read(ResultSet row) throws SQLException {
    return new BatchSummary(
        Columns.origin(row),
        row.getInt("done"),
        row.getInt("changed"),
        row.getInt("unsure"),
        row.getInt("duplicates"),
        row.getInt("failed"));
  }
}
