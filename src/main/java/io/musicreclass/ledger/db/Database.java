package io.musicreclass.ledger.db;

import io.musicreclass.track.SongFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;

/** Opens the database file and migrates it to this program's version. */
final class Database {
  /** Room for what the listing of 100,000 songs takes. */
  private static final int READER_KB = 32 * 1024;

  /** Room for what the largest transactions change, which are otherwise written twice. */
  private static final int WRITER_KB = 8 * 1024;

  private static final int APPLICATION = 0x5245636c; // 'REcl', as 001.sql sets it

  private Database() {}

  /** The only connection that writes; creates the file if missing. */
  public static SqlSession writer(Path db, DatabaseCondition condition) {
    return writer(db, condition, Migrations.BUNDLED);
  }

  /** The same with other scripts. */
  static SqlSession writer(Path db, DatabaseCondition condition, Migrations migrations) {
    SQLiteConfig config = config();
    config.setCacheSize(-WRITER_KB);
    SqlSession session = connect(db, config, condition);
    try {
      int version = version(db, session, migrations.newest());
      session.script(
          "PRAGMA journal_mode = WAL"); // after the version check, because it writes to the file
      migrations.run(db, version, session);
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
    config.setCacheSize(-READER_KB);
    SqlSession session = connect(db, config, condition);
    try {
      int newest = Migrations.BUNDLED.newest();
      if (version(db, session, newest) < newest) {
        throw new LedgerException(
            "The ledger " + db + " has an older version: start the daemon once to upgrade it");
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
    config.setGetGeneratedKeys(false); // otherwise each insert compiles another, unused statement
    config.enforceForeignKeys(true);
    return config;
  }

  private static SqlSession connect(Path db, SQLiteConfig config, DatabaseCondition condition) {
    try {
      // A URI, because in a plain path "?" would begin the options.
      Connection connection = config.createConnection("jdbc:sqlite:" + SongFile.uri(db));
      return new SqlSession(db, connection, condition);
    } catch (SQLException e) {
      throw DatabaseErrors.of(db, e);
    }
  }

  /** The version of the file, 0 if it is empty; throws if this program cannot read it. */
  private static int version(Path db, SqlSession session, int newest) {
    int version = session.count("PRAGMA user_version");
    boolean empty = session.count("SELECT count(*) FROM sqlite_schema") == 0;
    if (!empty && session.count("PRAGMA application_id") != APPLICATION) {
      throw new LedgerException(
          db + " is the database of another program: set reclass.home to another folder");
    }
    if (version > newest) {
      throw new LedgerException(
          "The ledger "
              + db
              + " has version "
              + version
              + ", this Reclass knows versions up to "
              + newest
              + ": install the newer Reclass again, or set reclass.home to another folder");
    }
    return version;
  }

  /** Throws if this program cannot read the file. */
  static void verify(Path db, DatabaseCondition condition) {
    SQLiteConfig config = config();
    config.setReadOnly(true);
    try (SqlSession session = connect(db, config, condition)) {
      if (version(db, session, Migrations.BUNDLED.newest()) == 0) {
        throw new LedgerException(db + " is empty");
      }
    }
  }
}
