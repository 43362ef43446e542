package io.musicreclass.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** Databases as earlier versions of the program left them. */
final class FormerLedger {
  private FormerLedger() {}

  /** Work on an open database. */
  interface Content {
    void write(Statement sql) throws SQLException, IOException;
  }

  /** Creates a database of a version, with content that is written in one transaction. */
  static void create(Path home, int version, Content content) throws SQLException, IOException {
    try (Connection connection = connect(home);
        Statement sql = connection.createStatement()) {
      for (int script = 1; script <= version; script++) {
        sql.executeUpdate(script(script));
      }
      sql.executeUpdate("BEGIN");
      content.write(sql);
      sql.executeUpdate("COMMIT");
      sql.executeUpdate("PRAGMA user_version = " + version);
    }
  }

  /**
   * Creates a database of a version whose rows were written by the versions that introduced them.
   */
  static void create(Path home, int version, Map<Integer, String> rows)
      throws SQLException, IOException {
    try (Connection connection = connect(home);
        Statement sql = connection.createStatement()) {
      sql.executeUpdate("BEGIN");
      for (int script = 1; script <= version; script++) {
        sql.executeUpdate(script(script));
        sql.executeUpdate(rows.getOrDefault(script, ""));
      }
      sql.executeUpdate("PRAGMA user_version = " + version);
      sql.executeUpdate("COMMIT");
    }
  }

  private static Connection connect(Path home) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + home.resolve("ledger.db"));
  }

  private static String script(int version) throws IOException {
    try (InputStream in = Ledger.class.getResourceAsStream("/ledger/%03d.sql".formatted(version))) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
