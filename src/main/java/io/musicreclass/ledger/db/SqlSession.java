package io.musicreclass.ledger.db;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One connection, used by one thread at a time; statements are prepared once. */
public final class SqlSession implements AutoCloseable {
  /** Converts the current row. */
  public interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  private final Path db;
  private final Connection connection;
  private final DatabaseCondition condition;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();
  private final ReentrantLock lock = new ReentrantLock(true);
  private final Revision revision = new Revision();
  private boolean inTransaction;
  private boolean closed;

  /**
   * @param condition receives each failure
   */
  SqlSession(Path db, Connection connection, DatabaseCondition condition) {
    this.db = db;
    this.connection = connection;
    this.condition = condition;
  }

  /** Runs the work in a transaction, or as part of the current one. */
  public <T> T transaction(Supplier<T> work) {
    lock.lock();
    try {
      if (inTransaction) {
        return work.get();
      }
      // Explicit, because JDBC's commit mode hides the cause after a full disk. Immediate, because
      // SQLite does not wait for a lock when a transaction that has read starts to write.
      execute("BEGIN IMMEDIATE");
      inTransaction = true;
      try {
        T result = work.get();
        execute("COMMIT");
        return result;
      } catch (RuntimeException | Error e) {
        rollback(e);
        throw e;
      } finally {
        inTransaction = false;
        revision.end();
      }
    } finally {
      lock.unlock();
    }
  }

  /** See {@link Revision#number}; never waits. */
  public long revision() {
    return revision.number();
  }

  /** Like {@link #transaction}, for work without a result. */
  public void run(Runnable work) {
    transaction(
        () -> {
          work.run();
          return true;
        });
  }

  /**
   * Like {@link #run}, but does nothing if other threads use this session for too long or writing
   * fails.
   */
  public void tryRun(Duration wait, Runnable work) {
    try {
      if (!lock.tryLock(wait.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
      try {
        run(work);
      } finally {
        lock.unlock();
      }
    } catch (LedgerException e) {
      // Reported by the condition of the database.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Excludes other threads from this session, also between transactions. */
  public <T> T exclusively(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  private void rollback(Throwable cause) {
    try {
      execute("ROLLBACK");
    } catch (LedgerException e) {
      cause.addSuppressed(e); // SQLite has already rolled back, as it does when the disk is full
    }
  }

  /** All rows. */
  public <T> List<T> list(Row<T> reader, String sql, @Nullable Object... arguments) {
    lock.lock();
    try (ResultSet rows = bind(sql, arguments).executeQuery()) {
      List<T> all = new ArrayList<>();
      while (rows.next()) {
        all.add(reader.read(rows));
      }
      return all;
    } catch (SQLException e) {
      throw failed(sql, e);
    } finally {
      lock.unlock();
    }
  }

  /** The first row. */
  public <T> Optional<T> first(Row<T> reader, String sql, @Nullable Object... arguments) {
    return list(reader, sql, arguments).stream().findFirst();
  }

  /** The number in the first column of the only row. */
  public int count(String sql, @Nullable Object... arguments) {
    return first(row -> row.getInt(1), sql, arguments).orElseThrow();
  }

  /** Executes a statement and returns the number of rows changed. */
  public int update(String sql, @Nullable Object... arguments) {
    lock.lock();
    try {
      revision.change();
      return execute(sql, arguments);
    } finally {
      endChange();
      lock.unlock();
    }
  }

  private int execute(String sql, @Nullable Object... arguments) {
    try {
      return bind(sql, arguments).executeUpdate();
    } catch (SQLException e) {
      throw failed(sql, e);
    }
  }

  private void endChange() {
    if (!inTransaction) {
      revision.end();
    }
  }

  /** The driver finalizes a statement that fails, so it must be prepared again. */
  private LedgerException failed(String sql, SQLException e) {
    prepared.remove(sql);
    return failed(e);
  }

  private LedgerException failed(SQLException e) {
    condition.failed(e);
    return DatabaseErrors.of(db, e);
  }

  /** Writes an unchanged value, to test whether writing works. */
  void tryWriting() {
    script("PRAGMA user_version = " + count("PRAGMA user_version"));
  }

  /** Runs statements without arguments, separated by semicolons. */
  public void script(String sql) {
    lock.lock();
    try (Statement statement = open().createStatement()) {
      revision.change();
      statement.executeUpdate(sql);
    } catch (SQLException e) {
      throw failed(e);
    } finally {
      endChange();
      lock.unlock();
    }
  }

  private PreparedStatement bind(String sql, @Nullable Object... arguments) throws SQLException {
    open();
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    for (int i = 0; i < arguments.length; i++) {
      statement.setObject(i + 1, arguments[i]);
    }
    return statement;
  }

  public boolean isOpen() {
    lock.lock();
    try {
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  private Connection open() {
    if (closed) {
      throw new LedgerException("The ledger " + db + " has been closed");
    }
    return connection;
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (!closed) {
        closed = true;
        connection.close();
      }
    } catch (SQLException e) {
      throw DatabaseErrors.of(db, e);
    } finally {
      lock.unlock();
    }
  }
}
