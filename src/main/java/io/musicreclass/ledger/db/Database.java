package io.musicreclass.ledger.db;

import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.sqlite.SQLiteConfig;

/** Opens the database file, and brings it to the version of this program. */
final class Database {
  private static final int APPLICATION = 0x5245636c; // 'REcl', as 001.sql sets it

  private Database() {}

  /** The one connection that writes; the file is made when there is none. */
  public static SqlSession writer(Path db, DatabaseCondition condition) {
    SqlSession session = connect(db, config(), condition);
    try {
      migrate(db, session);
      return session;
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /** A connection that only reads, while another process may be writing. */
  public static SqlSession reader(Path db, DatabaseCondition condition) {
    SQLiteConfig config = config();
    config.setReadOnly(true);
    SqlSession session = connect(db, config, condition);
    try {
      int version = version(db, session);
      if (version < newest()) {
        throw new LedgerException(
            "The ledger " + db + " is of an older version: start the daemon once to renew it");
      }
      return session;
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  private static SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(5000);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setGetGeneratedKeys(
        false); // else each insert compiles another statement that nobody asks
    config.enforceForeignKeys(true);
    return config;
  }

  private static SqlSession connect(Path db, SQLiteConfig config, DatabaseCondition condition) {
    try {
      // As a URI, so that a folder may have any name: plain, "?" would begin the options.
      return new SqlSession(
          db, config.createConnection("jdbc:sqlite:" + SongFile.uri(db)), condition);
    } catch (SQLException e) {
      throw DatabaseErrors.of(db, e);
    }
  }

  private static void migrate(Path db, SqlSession session) {
    int version = version(db, session);
    session.script("PRAGMA journal_mode = WAL"); // only now: it writes to the file
    for (int next = version + 1; ; next++) {
      Optional<String> script = script(next);
      if (script.isEmpty()) {
        return;
      }
      String sql = script.get() + "PRAGMA user_version = " + next + ";";
      session.run(() -> session.script(sql));
    }
  }

  /** The version of the file, 0 when it is empty; refuses what this program cannot read. */
  private static int version(Path db, SqlSession session) {
    int version = session.count("PRAGMA user_version");
    boolean empty = session.count("SELECT count(*) FROM sqlite_schema") == 0;
    if (!empty && session.count("PRAGMA application_id") != APPLICATION) {
      throw new LedgerException(
          db + " is the database of another program: set reclass.home to another folder");
    }
    if (version > newest()) {
      throw new LedgerException(
          "The ledger "
              + db
              + " has version "
              + version
              + ", this Reclass knows versions up to "
              + newest()
              + ": install the newer Reclass again, or set reclass.home to another folder");
    }
    return version;
  }

  private static int newest() {
    int version = 0;
    while (script(version + 1).isPresent()) {
      version++;
    }
    return version;
  }

  private static Optional<String> script(int version) {
    String name = String.format("/ledger/%03d.sql", version);
    try (InputStream in = Database.class.getResourceAsStream(name)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
