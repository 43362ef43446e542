package io.musicreclass.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Databases as earlier versions of the program left them. */
final class FormerLedger {
  private FormerLedger() {}

  /** Work on an open database. */
  interface Content {
    void write(Statement sql) throws SQLException, IOException;
  }

  /** Creates a database of a version, with content that is written in one transaction. */
  static void create(Path home, int version, Content content) throws SQLException, IOException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + home.resolve("ledger.db"));
        Statement sql = connection.createStatement()) {
      for (int script = 1; script <= version; script++) {
        try (InputStream in =
            Ledger.class.getResourceAsStream("/ledger/%03d.sql".formatted(script))) {
          sql.executeUpdate(new String(in.readAllBytes(), UTF_8));
        }
      }
      sql.executeUpdate("BEGIN");
      content.write(sql);
      sql.executeUpdate("COMMIT");
      sql.executeUpdate("PRAGMA user_version = " + version);
    }
  }
}
