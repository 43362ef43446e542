package io.musicreclass.publish.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.musicreclass.publish.Eventually;
import io.musicreclass.publish.Mosquitto;
import io.musicreclass.publish.Subscriber;
import io.musicreclass.publish.Subscriber.Message;
import io.musicreclass.testing.TestMqttConfig;
import io.musicreclass.track.OutboxMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MqttTest {
  private static final Message ONLINE = new Message("reclass/n/status", "online", false);

  @TempDir Path folder;

  @Test
  void onlineIsRetained() throws IOException {
    try (Mosquitto broker = Mosquitto.start(folder);
        Mqtt mqtt = started(broker.url())) {
      Eventually.holds("connected", mqtt::connected);
      mqtt.publish(message("result", "1")).join();
      try (Subscriber later = broker.subscribe("later", "reclass/#")) {
        later.await(m -> m.equals(new Message("reclass/n/status", "online", true)));
        assertThat(later.payloads("reclass/n/result")).isEmpty();
      }
      assertThat(mqtt.problem()).isEmpty();
    }
  }

  @Test
  void closingPublishesOffline() throws IOException {
    try (Mosquitto broker = Mosquitto.start(folder);
        Subscriber subscriber = broker.subscribe("s", "reclass/#")) {
      Mqtt mqtt = started(broker.url());
      Eventually.holds("connected", mqtt::connected);
      mqtt.close();
      subscriber.await(m -> m.payload().equals("offline"));
      assertThat(subscriber.payloads("reclass/n/status")).containsExactly("online", "offline");
      assertThat(mqtt.connected()).isFalse();
    }
  }

  @Test
  void theWillPublishesOfflineWhenTheProcessIsKilled() throws Exception {
    try (Mosquitto broker = Mosquitto.start(folder);
        Subscriber subscriber = broker.subscribe("s", "reclass/#")) {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  OnlineProcess.class.getName(),
                  broker.url(),
                  "n")
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("process.log").toFile())
              .start();
      try {
        subscriber.await(ONLINE::equals);
      } finally {
        process.destroyForcibly().waitFor();
      }
      subscriber.await(m -> m.payload().equals("offline"));
      try (Subscriber later = broker.subscribe("later", "reclass/#")) {
        later.await(m -> m.equals(new Message("reclass/n/status", "offline", true)));
      }
    }
  }

  @Test
  void publishingWithoutConnectionFailsAtOnce() throws IOException {
    try (Mqtt mqtt = started("tcp://127.0.0.1:" + Mosquitto.freePort())) {
      assertThatThrownBy(() -> mqtt.publish(message("result", "1")).get(0, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(NotConnectedException.class);
    }
  }

  @Test
  void aBrokerThatIsDownAtTheStartIsConnectedLater() throws IOException {
    Mosquitto broker = Mosquitto.prepare(folder);
    AtomicInteger connects = new AtomicInteger();
    try (broker;
        Mqtt mqtt = new Mqtt(settings(broker.url()))) {
      mqtt.start(connects::incrementAndGet);
      Eventually.holds(
          "refused",
          () ->
              mqtt.problem()
                  .equals(
                      "Nothing is listening at "
                          + broker.url()
                          + ": start the broker, or correct reclass.mqtt.url"));
      broker.restart();
      Eventually.holds("connected", mqtt::connected);
      assertThat(mqtt.publish(message("result", "1"))).succeedsWithin(Duration.ofSeconds(10));
      assertThat(connects).hasValue(1);
      assertThat(mqtt.problem()).isEmpty();
    }
  }

  @Test
  void anUnknownHostIsReported() {
    try (Mqtt mqtt = started("tcp://no-such-host.invalid")) {
      Eventually.holds("unknown", () -> mqtt.problem().startsWith("Cannot resolve the host of"));
      assertThat(mqtt.problem()).endsWith(": correct reclass.mqtt.url");
    }
  }

  @Test
  void aPasswordFromAFileIsAccepted() throws IOException {
    Files.writeString(folder.resolve("secret"), "right\n");
    try (Mosquitto broker = Mosquitto.start(folder, Mosquitto.login(folder, "me", "right"));
        Mqtt mqtt =
            started(
                broker.url(),
                "username",
                "me",
                "password-file",
                folder.resolve("secret").toString())) {
      Eventually.holds("connected", mqtt::connected);
    }
  }

  @Test
  void aRefusedLoginIsReportedAndRetried() throws IOException {
    String[] login = Mosquitto.login(folder, "me", "right");
    try (Mosquitto broker = Mosquitto.start(folder, login);
        Mqtt mqtt = started(broker.url(), "username", "me", "password", "wrong")) {
      Eventually.holds("refused", () -> mqtt.problem().contains("Login refused by"));
      assertThat(mqtt.problem())
          .contains(broker.url())
          .contains("reclass.mqtt.username")
          .doesNotContain("wrong");
      Mosquitto.login(folder, "me", "wrong");
      broker.restart();
      Eventually.holds("connected", mqtt::connected);
    }
  }

  @Test
  void announcementsAreRepeatedAfterTheBrokerLostThem() throws IOException {
    try (Mosquitto broker = Mosquitto.start(folder);
        Mqtt mqtt = started(broker.url())) {
      mqtt.announce("stats", "old");
      mqtt.announce("stats", "new");
      mqtt.announce("health", "ok");
      Eventually.holds("connected", mqtt::connected);
      broker.stop();
      Eventually.holds("lost", () -> !mqtt.connected());
      assertThat(mqtt.problem()).isNotEmpty();
      Files.deleteIfExists(folder.resolve("mosquitto.db"));
      broker.restart();
      Eventually.holds("connected", mqtt::connected);
      try (Subscriber later = broker.subscribe("later", "reclass/#")) {
        later.await(m -> m.topic().equals("reclass/n/health"));
        assertThat(later.messages())
            .extracting(Message::topic, Message::payload)
            .contains(tuple("reclass/n/status", "online"), tuple("reclass/n/stats", "new"));
      }
    }
  }

  @Test
  void everyMessageArrivesInOrderAlthoughTheBrokerIsRestarted() throws Exception {
    try (Mosquitto broker = Mosquitto.start(folder);
        Subscriber subscriber = broker.subscribe("s", "reclass/n/result");
        Mqtt mqtt = started(broker.url())) {
      NumberedMessages numbered = new NumberedMessages(mqtt, 2_000);
      numbered.drainTo(700);
      Thread restart =
          new Thread(
              () -> {
                try {
                  broker.restart();
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      restart.start();
      numbered.drainTo(2_000);
      restart.join();
      assertThat(numbered.failures()).isPositive();
      Eventually.holds(
          "all arrived",
          () -> subscriber.messages().stream().map(Message::payload).distinct().count() == 2_000);
      assertThat(subscriber.messages().stream().map(Message::payload).distinct())
          .containsExactlyElementsOf(NumberedMessages.numbers(2_000));
    }
  }

  @Test
  void aRefusedMessageIsReportedAndNotLost() throws IOException {
    Path acl = folder.resolve("acl");
    Files.writeString(
        acl, "topic readwrite reclass/n/status\ntopic readwrite reclass/n/response/#\n");
    try (Mosquitto broker = Mosquitto.start(folder, "acl_file " + acl);
        Mqtt mqtt = started(broker.url())) {
      Eventually.holds("connected", mqtt::connected);
      assertThat(mqtt.publish(message("result", "1")))
          .failsWithin(Duration.ofSeconds(10))
          .withThrowableOfType(ExecutionException.class)
          .havingCause()
          .isInstanceOf(NotConnectedException.class)
          .withMessageStartingWith("The MQTT broker refuses messages on reclass/n/result: allow");
    }
  }

  @Test
  void twoClientsOfTheSameNodeAreReported() throws IOException {
    try (Mosquitto broker = Mosquitto.start(folder);
        Mqtt first = started(broker.url())) {
      Eventually.holds("connected", first::connected);
      try (Mqtt second = started(broker.url())) {
        Eventually.holds(
            "reported",
            () -> (first.problem() + second.problem()).contains("give each reclass its own"));
      }
    }
  }

  @Test
  void abortedConnectsLeakNoThreads() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    try (ServerSocket abortingServer = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Backoff quick = new Backoff(() -> 0L, 1);
      String url = "tcp://127.0.0.1:" + abortingServer.getLocalPort();
      try (Mqtt mqtt = new Mqtt(settings(url), quick)) {
        mqtt.start(() -> {});
        for (int i = 0; i < 3; i++) {
          abortingServer.accept().close();
        }
        Eventually.holds("reported", () -> mqtt.problem().startsWith("No MQTT response from"));
      }
    }
    Eventually.within(Duration.ofSeconds(10), () -> mqttThreads(before).isEmpty());
    assertThat(mqttThreads(before)).isEmpty();
  }

  private static List<String> mqttThreads(Set<Thread> before) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !before.contains(thread))
        .map(Thread::getName)
        .filter(name -> name.toLowerCase(Locale.ROOT).startsWith("mqtt"))
        .toList();
  }

  private Mqtt started(String url, String... more) {
    Mqtt mqtt = new Mqtt(settings(url, more));
    mqtt.start(() -> {});
    return mqtt;
  }

  private MqttSettings settings(String url, String... more) {
    List<String> pairs = new ArrayList<>(List.of("url", url, "node", "n"));
    pairs.addAll(List.of(more));
    return MqttSettings.of(TestMqttConfig.of(pairs.toArray(String[]::new)), folder);
  }

  private static OutboxMessage message(String topic, String payload) {
    return new OutboxMessage(topic, payload, false);
  }
}
