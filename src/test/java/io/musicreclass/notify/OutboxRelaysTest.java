package io.musicreclass.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.ledger.Ledger;
import io.musicreclass.problems.Problems;
import io.musicreclass.publish.Eventually;
import io.musicreclass.publish.Messages;
import io.musicreclass.publish.Mosquitto;
import io.musicreclass.publish.Subscriber;
import io.musicreclass.publish.mqtt.Mqtt;
import io.musicreclass.publish.mqtt.MqttSettings;
import io.musicreclass.publish.sinks.ConfiguredSinks;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sends messages to a real broker. */
class OutboxRelaysTest {
  private static final int MESSAGES = 50;

  @TempDir private Path folder;
  @TempDir private Path home;

  @Test
  void aMessageTooLargeForTheBrokerIsRemovedWithItsReasonAndTheOthersArrive() throws Exception {
    String path = "/music/" + "未来の音楽".repeat(60);
    try (Mosquitto broker = Mosquitto.start(folder, "max_packet_size 3000");
        Subscriber subscriber = broker.subscribe("s", "reclass/n/result");
        Ledger ledger = Ledger.open(home);
        Mqtt mqtt = new Mqtt(settings(broker.url()));
        OutboxRelays outboxRelays =
            new OutboxRelays(
                ledger,
                ConfiguredSinks.sending(mqtt, new Messages("n"), Clock.systemUTC()),
                new Problems(),
                Clock.systemUTC())) {
      for (int i = 0; i < MESSAGES; i++) {
        insert(i + (i % 10 == 3 ? path.repeat(4) : ""));
      }
      assertThat(ledger.outbox().count()).isEqualTo(MESSAGES);
      mqtt.start(outboxRelays::wake);
      outboxRelays.start();
      Eventually.holds("no message is pending", () -> ledger.outbox().count() == 0);
      Eventually.holds(
          "the others arrive", () -> subscriber.payloads("reclass/n/result").size() >= 45);
      assertThat(subscriber.payloads("reclass/n/result")).hasSize(45).allMatch(p -> p.length() < 3);
      assertThat(ledger.outbox().refusals(10))
          .hasSize(5)
          .allMatch(note -> note.contains("reclass/n/result") && note.contains("3000 at most"));
      assertThat(mqtt.problem()).contains("max_packet_size");
    }
  }

  private void insert(String payload) throws SQLException {
    try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("ledger.db"));
        PreparedStatement insert =
            db.prepareStatement(
                "INSERT INTO outbox (topic, payload, retained) VALUES ('result', ?, 0)")) {
      insert.setString(1, payload);
      insert.executeUpdate();
    }
  }

  private static MqttSettings settings(String url) {
    Optional<String> none = Optional.empty();
    return new MqttSettings(
        url, "n", none, none, Optional.empty(), Optional.empty(), Optional.empty(), none);
  }
}
