package io.musicreclass.ledger;

import io.musicreclass.ledger.db.SqlSession;
import io.musicreclass.ledger.rows.PendingMessage;
import io.musicreclass.track.OutboxMessage;
import java.util.Collection;
import java.util.List;

/** Letters owed to the world, in the order they were written. */
final class Outbox {
  /** Of letters that could not be sent. */
  private static final int NOTES_KEPT = 1000;

  private final SqlSession writer;

  Outbox(SqlSession writer) {
    this.writer = writer;
  }

  void post(List<OutboxMessage> letters) {
    for (OutboxMessage letter : letters) {
      writer.update(
          "INSERT INTO outbox (topic, payload, retained) VALUES (?, ?, ?)",
          letter.topic(),
          letter.payload(),
          letter.retained());
    }
  }

  void delivered(Collection<Long> ids) {
    writer.run(() -> ids.forEach(id -> writer.update("DELETE FROM outbox WHERE id = ?", id)));
  }

  /** Crosses a letter off that can never be sent, and notes why. */
  void undeliverable(long id, String why, long at) {
    writer.run(
        () -> {
          writer.update(
              "INSERT INTO undeliverable (at, topic, payload, reason)"
                  + " SELECT ?, topic, payload, ? FROM outbox WHERE id = ?",
              at,
              why,
              id);
          writer.update("DELETE FROM outbox WHERE id = ?", id);
          writer.update(
              "DELETE FROM undeliverable WHERE id <= (SELECT max(id) FROM undeliverable) - ?",
              NOTES_KEPT);
        });
  }

  /** Why letters were crossed off without being sent, the newest first. */
  static List<String> notes(SqlSession reader, int limit) {
    return reader.list(
        row -> row.getString(1),
        "SELECT reason FROM undeliverable ORDER BY id DESC LIMIT ?",
        limit);
  }

  static List<PendingMessage> owed(SqlSession reader, long afterId, int limit) {
    return reader.list(
        row ->
            new PendingMessage(
                row.getLong(1),
                new OutboxMessage(row.getString(2), row.getString(3), row.getBoolean(4))),
        "SELECT id, topic, payload, retained FROM outbox WHERE id > ? ORDER BY id LIMIT ?",
        afterId,
        limit);
  }

  static int count(SqlSession reader) {
    return reader.count("SELECT count(*) FROM outbox");
  }
}
