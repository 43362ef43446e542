package io.musicreclass.publish.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.musicreclass.publish.Eventually;
import io.musicreclass.publish.Mosquitto;
import io.musicreclass.publish.Subscriber;
import io.musicreclass.publish.Subscriber.Message;
import io.musicreclass.publish.homeassistant.DeviceDescription;
import io.musicreclass.publish.homeassistant.Discovery;
import io.musicreclass.testing.TestMqttConfig;
import io.musicreclass.track.GenreSet;
import io.musicreclass.track.OutboxMessage;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A broker with a maximum packet size. */
class PacketSizeTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DeviceDescription DEVICE =
      new DeviceDescription(
          "0.1.0",
          GenreSet.GTZAN.names(),
          3,
          3,
          Optional.of(URI.create("http://192.168.1.7:8080/")),
          List.of(DeviceDescription.Gpu.values()));

  @TempDir private Path folder;

  private Mqtt mqtt(Mosquitto broker) {
    return new Mqtt(
        MqttSettings.of(
            TestMqttConfig.of("url", broker.url(), "node", "n", "discovery", "true"), folder));
  }

  private static OutboxMessage message(String topic, int bytes) {
    return new OutboxMessage(topic, "x".repeat(bytes), false);
  }

  @Test
  void tooLargeMessagesAreReportedAndTheRestContinues() throws IOException {
    try (Mosquitto broker = Mosquitto.start(folder, "max_packet_size 4000");
        Subscriber subscriber = broker.subscribe("s", "reclass/#");
        Mqtt mqtt = mqtt(broker)) {
      mqtt.announce("health", "h".repeat(5000));
      mqtt.announce("stats", "counts");
      mqtt.start(() -> {});
      Eventually.holds("connected", mqtt::connected);
      assertThat(mqtt.publish(message("event", 4000)))
          .failsWithin(Duration.ofSeconds(10))
          .withThrowableOfType(ExecutionException.class)
          .havingCause()
          .isInstanceOf(MessageTooLargeException.class)
          .withMessageContainingAll("reclass/n/event", "4000 at most", "max_packet_size");
      assertThat(mqtt.publish(message("result", 3900))).succeedsWithin(Duration.ofSeconds(10));
      assertThat(mqtt.connected()).isTrue();
      assertThat(mqtt.problem()).contains("reclass/n/event").contains("max_packet_size");
      subscriber.await(m -> m.topic().equals("reclass/n/result"));
      assertThat(subscriber.payloads("reclass/n/status")).containsExactly("online");
      assertThat(subscriber.payloads("reclass/n/stats")).containsExactly("counts");
      assertThat(subscriber.payloads("reclass/n/health")).isEmpty();
    }
  }

  @Test
  void aPacketJustBelowTheLimitIsSent() throws IOException {
    try (Mosquitto broker = Mosquitto.start(folder, "max_packet_size 1000");
        Mqtt mqtt = mqtt(broker)) {
      mqtt.start(() -> {});
      Eventually.holds("connected", mqtt::connected);
      int head = 1 + 2 + 2 + "reclass/n/result".length() + 2 + 1 + 4; // 4: a topic alias
      assertThat(mqtt.publish(message("result", 1000 - head)))
          .succeedsWithin(Duration.ofSeconds(10));
      assertThat(mqtt.publish(message("result", 1001 - head)))
          .failsWithin(Duration.ofSeconds(10))
          .withThrowableOfType(ExecutionException.class)
          .havingCause()
          .isInstanceOf(MessageTooLargeException.class);
      assertThat(mqtt.publish(message("result", 10))).succeedsWithin(Duration.ofSeconds(10));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {20_000, 10_000, 4_000, 3_000, 2_000})
  void discoveryShrinksUntilTheBrokerAcceptsItAndHasTheSameEntities(int limit) throws IOException {
    try (Mosquitto broker = Mosquitto.start(folder, "max_packet_size " + limit);
        Mqtt mqtt = mqtt(broker)) {
      mqtt.announceDevice(DEVICE);
      mqtt.start(() -> {});
      Eventually.holds("connected", mqtt::connected);
      assertThat(mqtt.publish(message("result", 1))).succeedsWithin(Duration.ofSeconds(20));
      assertThat(mqtt.problem()).isEmpty();
      try (Subscriber later = broker.subscribe("later", "homeassistant/#");
          Subscriber end = broker.subscribe("end", "reclass/#")) {
        end.await(m -> m.topic().equals("reclass/n/status"));
        Set<String> expected = ids(JSON.readTree(Discovery.payload("n", DEVICE)));
        Eventually.holds("all entities", () -> ids(later.messages()).equals(expected));
        for (Message message : later.messages()) {
          assertThat(message.payload().getBytes(StandardCharsets.UTF_8).length).isLessThan(limit);
        }
        boolean whole = later.messages().size() == 1;
        assertThat(whole).as("one message, as long as that fits").isEqualTo(limit >= 10_000);
      }
    }
  }

  private static Set<String> ids(List<Message> messages) {
    Set<String> ids = new TreeSet<>();
    for (Message message : messages) {
      try {
        ids.addAll(ids(JSON.readTree(message.payload())));
      } catch (IOException e) {
        throw new AssertionError(message.payload(), e);
      }
    }
    return ids;
  }

  private static Set<String> ids(JsonNode payload) {
    Set<String> ids = new TreeSet<>(payload.findValuesAsText("unique_id"));
    ids.addAll(payload.findValuesAsText("uniq_id"));
    return ids;
  }

  @Test
  void deletingRemovesTheDiscoveryOfEachEntity() throws IOException {
    try (Mosquitto broker = Mosquitto.start(folder, "max_packet_size 3000")) {
      try (Mqtt mqtt = mqtt(broker)) {
        mqtt.announceDevice(DEVICE);
        mqtt.start(() -> {});
        Eventually.holds("connected", mqtt::connected);
        assertThat(mqtt.publish(message("result", 1))).succeedsWithin(Duration.ofSeconds(20));
      }
      MqttSettings settings = mqttSettings(broker);
      Set<String> deleted = RetainedMessages.delete(settings, "homeassistant");
      assertThat(deleted).contains("homeassistant/sensor/reclass_n/genre/config");
      try (Subscriber later = broker.subscribe("later", "#");
          Mqtt mqtt = mqtt(broker)) {
        mqtt.start(() -> {});
        later.await(m -> m.payload().equals("online"));
        assertThat(later.messages()).noneMatch(m -> m.topic().startsWith("homeassistant/"));
      }
    }
  }

  private MqttSettings mqttSettings(Mosquitto broker) {
    return MqttSettings.of(TestMqttConfig.of("url", broker.url(), "node", "n"), folder);
  }
}
