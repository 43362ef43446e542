package io.musicreclass.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.ledger.rows.PendingMessage;
import io.musicreclass.track.OutboxMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database with pending messages from before there were several sinks. */
class SinkMigrationTest {
  private static final int BEFORE = 15;

  @TempDir private Path home;

  @BeforeEach
  void formerDatabase() throws SQLException, IOException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + home.resolve("ledger.db"));
        Statement sql = connection.createStatement()) {
      for (int version = 1; version <= BEFORE; version++) {
        try (InputStream in =
            Ledger.class.getResourceAsStream("/ledger/%03d.sql".formatted(version))) {
          sql.executeUpdate(new String(in.readAllBytes(), UTF_8));
        }
      }
      sql.executeUpdate(
          "INSERT INTO outbox (id, topic, payload, retained) VALUES (7, 'result', '{\"a\":1}', 0),"
              + " (8, 'last', '{\"a\":1}', 1)");
      sql.executeUpdate("PRAGMA user_version = " + BEFORE);
    }
  }

  @Test
  void pendingMessagesAreThoseOfMqttInTheirOrder() {
    try (Ledger ledger = Ledger.open(home)) {
      assertThat(ledger.outbox().sinks()).containsExactly("mqtt");
      assertThat(ledger.outbox().pending("mqtt", 0, 10))
          .containsExactly(
              new PendingMessage(7, new OutboxMessage("mqtt", "result", "{\"a\":1}", false)),
              new PendingMessage(8, new OutboxMessage("mqtt", "last", "{\"a\":1}", true)));
      ledger.outbox().delivered(List.of(7L));
      assertThat(ledger.outbox().pending("mqtt", 0, 10)).hasSize(1);
    }
  }

  @Test
  void messagesOfOneSinkAreDroppedAndThoseOfOthersStay() {
    try (Ledger ledger = Ledger.open(home)) {
      assertThat(ledger.outbox().drop("other")).isZero();
      assertThat(ledger.outbox().count()).isEqualTo(2);
      assertThat(ledger.outbox().drop("mqtt")).isEqualTo(2);
      assertThat(ledger.outbox().sinks()).isEmpty();
    }
  }
}
