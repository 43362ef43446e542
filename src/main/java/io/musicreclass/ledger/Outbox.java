package io.musicreclass.ledger;

import io.musicreclass.ledger.db.SqlSession;
import io.musicreclass.ledger.rows.PendingMessage;
import io.musicreclass.track.OutboxMessage;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/**
 * Messages that their receivers have not acknowledged yet, in the order they were written. A part
 * of the {@link Ledger}, with its guarantees.
 */
public final class Outbox {
  /** Number of reasons stored for refused messages. */
  private static final int MAX_REFUSALS = 1000;

  private final SqlSession reader;
  private final Supplier<SqlSession> writer;

  Outbox(SqlSession reader, Supplier<SqlSession> writer) {
    this.reader = reader;
    this.writer = writer;
  }

  /** Adds messages; part of the caller's transaction. */
  static void post(SqlSession writer, List<OutboxMessage> messages) {
    for (OutboxMessage message : messages) {
      writer.update(
          "INSERT INTO outbox (sink, topic, payload, retained) VALUES (?, ?, ?, ?)",
          message.sink(),
          message.topic(),
          message.payload(),
          message.retained());
    }
  }

  /** Messages of a sink after that number (0: from the first), in the order they were written. */
  public List<PendingMessage> pending(String sink, long afterId, int limit) {
    return reader.list(
        row ->
            new PendingMessage(
                row.getLong(1),
                new OutboxMessage(sink, row.getString(2), row.getString(3), row.getBoolean(4))),
        "SELECT id, topic, payload, retained FROM outbox WHERE sink = ? AND id > ?"
            + " ORDER BY id LIMIT ?",
        sink,
        afterId,
        limit);
  }

  /** Removes messages that were acknowledged. */
  public void delivered(Collection<Long> ids) {
    SqlSession session = writer.get();
    session.run(() -> ids.forEach(id -> session.update("DELETE FROM outbox WHERE id = ?", id)));
  }

  /**
   * Removes a message that its receiver will never accept, and stores the reason.
   *
   * @param why for people
   */
  public void refused(long id, String why) {
    SqlSession session = writer.get();
    session.run(
        () -> {
          session.update(
              "INSERT INTO undeliverable (at, topic, payload, reason)"
                  + " SELECT ?, topic, payload, ? FROM outbox WHERE id = ?",
              System.currentTimeMillis(),
              why,
              id);
          session.update("DELETE FROM outbox WHERE id = ?", id);
          session.update(
              "DELETE FROM undeliverable WHERE id <= (SELECT max(id) FROM undeliverable) - ?",
              MAX_REFUSALS);
        });
  }

  /** Why messages were refused, the newest first. */
  public List<String> refusals(int limit) {
    return reader.list(
        row -> row.getString(1),
        "SELECT reason FROM undeliverable ORDER BY id DESC LIMIT ?",
        limit);
  }

  /** Names of the sinks that have pending messages. */
  public List<String> sinks() {
    return reader.list(row -> row.getString(1), "SELECT DISTINCT sink FROM outbox ORDER BY sink");
  }

  /**
   * Removes all messages of a sink.
   *
   * @return how many there were
   */
  public int drop(String sink) {
    return writer.get().update("DELETE FROM outbox WHERE sink = ?", sink);
  }

  /** The number of messages of all sinks. */
  public int count() {
    return reader.count("SELECT count(*) FROM outbox");
  }
}
