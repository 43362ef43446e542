package io.musicreclass.ledger.db;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Runs queries that read all rows, on a connection of their own, so that no other query waits for
 * them. A slow result is cached for twenty times its duration, which limits the load of continuous
 * polling to a twentieth.
 */
public final class ScanReader implements AutoCloseable {
  private static final int CACHE_FACTOR = 20;
  private static final long QUICK_NS = 20_000_000;

  private record Result(Object value, long until) {}

  private final SqlSession session;
  private final LongSupplier nanoTime;
  private final Map<Object, Result> results = new ConcurrentHashMap<>();

  public ScanReader(SqlSession session, LongSupplier nanoTime) {
    this.session = session;
    this.nanoTime = nanoTime;
  }

  /**
   * The current or cached result of a query.
   *
   * @param key identifies the query in the cache
   */
  @SuppressWarnings("unchecked") // the results of one key have one type
  public <T> T get(Object key, Function<SqlSession, T> scan) {
    return (T)
        results.compute(
                key,
                (same, before) ->
                    before != null && nanoTime.getAsLong() - before.until < 0
                        ? before
                        : result(scan))
            .value;
  }

  private Result result(Function<SqlSession, ?> scan) {
    long start = nanoTime.getAsLong();
    Object value = scan.apply(session);
    long end = nanoTime.getAsLong();
    long took = end - start;
    return new Result(value, took < QUICK_NS ? end : end + CACHE_FACTOR * took);
  }

  @Override
  public void close() {
    session.close();
  }
}
