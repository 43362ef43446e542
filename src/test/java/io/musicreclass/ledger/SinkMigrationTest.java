package io.musicreclass.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.ledger.rows.PendingMessage;
import io.musicreclass.track.OutboxMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
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
    FormerLedger.create(
        home,
        BEFORE,
        sql -> {
          sql.executeUpdate(
              "INSERT INTO outbox (id, topic, payload, retained) VALUES (7, 'result', '{\"a\":1}', 0),"
                  + " (8, 'last', '{\"a\":1}', 1)");
        });
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
