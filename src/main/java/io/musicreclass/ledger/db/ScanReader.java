package io.musicreclass.ledger.db;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Answers that take a look at every row: on a connection of their own, so that no other question
 * waits for them. One that took long is given again for twenty times as long, so that asking all
 * the time takes a twentieth of the time.
 */
public final class ScanReader implements AutoCloseable {
  private static final int REST = 20;
  private static final long QUICK_NS = 20_000_000;

  private record Answer(Object value, long until) {}

  private final SqlSession session;
  private final LongSupplier nanoTime;
  private final Map<Object, Answer> answers = new ConcurrentHashMap<>();

  public ScanReader(SqlSession session, LongSupplier nanoTime) {
    this.session = session;
    this.nanoTime = nanoTime;
  }

  /**
   * The answer to a question, as it is or was shortly before.
   *
   * @param question equal ones have equal answers
   */
  @SuppressWarnings("unchecked") // a question has answers of one type
  public <T> T get(Object question, Function<SqlSession, T> scan) {
    return (T)
        answers.compute(
                question,
                (same, before) ->
                    before != null && nanoTime.getAsLong() - before.until < 0
                        ? before
                        : answer(scan))
            .value;
  }

  private Answer answer(Function<SqlSession, ?> scan) {
    long start = nanoTime.getAsLong();
    Object value = scan.apply(session);
    long end = nanoTime.getAsLong();
    long took = end - start;
    return new Answer(value, took < QUICK_NS ? end : end + REST * took);
  }

  @Override
  public void close() {
    session.close();
  }
}
