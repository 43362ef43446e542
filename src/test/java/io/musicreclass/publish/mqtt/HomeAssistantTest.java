package io.musicreclass.publish.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.publish.Eventually;
import io.musicreclass.publish.Mosquitto;
import io.musicreclass.publish.ReceivedMessage;
import io.musicreclass.publish.Sender;
import io.musicreclass.publish.Subscriber;
import io.musicreclass.publish.Subscriber.Message;
import io.musicreclass.publish.homeassistant.DeviceDescription;
import io.musicreclass.testing.TestMqttConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Home Assistant's side, at a real broker. */
class HomeAssistantTest {
  private static final String CONFIG = "homeassistant/device/n/config";
  private static final List<String> ORDER =
      List.of(CONFIG, "reclass/n/status", "reclass/n/stats", "reclass/n/last");
  private static final DeviceDescription DEVICE =
      new DeviceDescription("0.1.0", List.of("Jazz", "Rock"), 3, 3, Optional.empty(), List.of());

  @TempDir Path folder;

  private final BlockingQueue<ReceivedMessage> heard = new LinkedBlockingQueue<>();

  @Test
  void discoveryThenAvailabilityThenStatesOnConnectAndBirthAndAfterTheBroker() throws Exception {
    try (Mosquitto broker = Mosquitto.start(folder);
        Subscriber home = broker.subscribe("home", "#");
        Mqtt mqtt = introduced(broker)) {
      home.await(m -> m.topic().endsWith("/last"));
      assertThat(topics(home)).isEqualTo(ORDER);

      try (Sender sender = new Sender(broker.url())) {
        sender.publish("homeassistant/status", "offline");
        sender.publish("homeassistant/status", "online");
      }
      Eventually.holds("said again", () -> count(home, "reclass/n/last") == 2);
      assertThat(said(home)).isEqualTo(twice(ORDER));

      broker.restart();
      // What the broker kept over its restart comes again, too; the last words are the new ones.
      Eventually.holds(
          "said a third time, in this order",
          () ->
              mqtt.connected()
                  && count(home, "reclass/n/last") >= 3
                  && last(said(home), 4).equals(ORDER));
    }
  }

  @Test
  void theNewestIsLookedUpEachTime() throws Exception {
    try (Mosquitto broker = Mosquitto.start(folder);
        Subscriber home = broker.subscribe("home", "reclass/n/last");
        Mqtt mqtt = new Mqtt(settings(broker), new Backoff(RandomGenerator.getDefault(), 100));
        Sender sender = new Sender(broker.url())) {
      List<String> verdicts = new ArrayList<>(List.of("first"));
      mqtt.announceOnConnect(
          "last", () -> verdicts.isEmpty() ? Optional.empty() : Optional.of(verdicts.get(0)));
      mqtt.announceDevice(DEVICE);
      mqtt.start(() -> {});
      home.await(m -> m.payload().equals("first"));
      verdicts.set(0, "second");
      sender.publish("homeassistant/status", "online");
      home.await(m -> m.payload().equals("second"));
    }
  }

  @Test
  void whatIsKeptOfTheDiscoveryIsRetained() throws Exception {
    try (Mosquitto broker = Mosquitto.start(folder);
        Mqtt mqtt = introduced(broker);
        Subscriber early = broker.subscribe("early", "homeassistant/#")) {
      early.await(m -> m.topic().equals(CONFIG));
      assertThat(mqtt.problem()).isEmpty();
      try (Subscriber late = broker.subscribe("late", "homeassistant/#")) {
        assertThat(late.await(m -> m.topic().equals(CONFIG)).retained()).isTrue();
      }
    }
  }

  @Test
  void withoutDiscoveryNothingIsSaidOfIt() throws Exception {
    try (Mosquitto broker = Mosquitto.start(folder);
        Subscriber home = broker.subscribe("home", "#");
        Mqtt mqtt = new Mqtt(settings(broker, "discovery", "false"))) {
      mqtt.announceDevice(DEVICE);
      mqtt.announce("stats", "{}");
      mqtt.start(() -> {});
      home.await(m -> m.topic().endsWith("/stats"));
      assertThat(topics(home)).containsExactly("reclass/n/status", "reclass/n/stats");
    }
  }

  @Test
  void anotherPrefixIsUsedForDiscoveryAndBirth() throws Exception {
    try (Mosquitto broker = Mosquitto.start(folder);
        Subscriber home = broker.subscribe("home", "ha/device/#");
        Mqtt mqtt = new Mqtt(settings(broker, "discovery-prefix", "ha"));
        Sender sender = new Sender(broker.url())) {
      mqtt.announceDevice(DEVICE);
      mqtt.start(() -> {});
      home.await(m -> m.topic().equals("ha/device/n/config"));
      sender.publish("ha/status", "online");
      Eventually.holds("again", () -> home.messages().size() == 2);
      sender.publish("homeassistant/status", "online");
      Eventually.holds("and again", () -> home.messages().size() == 3);
    }
  }

  @Test
  void aBrokerThatForbidsDiscoveryIsAProblemAndTheRestGoesOn() throws Exception {
    Path rules = folder.resolve("acl");
    Files.writeString(rules, "topic readwrite reclass/#\ntopic read homeassistant/status\n");
    // With a limit of 0, mosquitto 2.0.11 hangs up after what it refuses.
    String limit = "max_queued_messages 1000";
    try (Mosquitto broker = Mosquitto.start(folder, "acl_file " + rules, limit);
        Subscriber home = broker.subscribe("home", "reclass/#");
        Mqtt mqtt = introduced(broker)) {
      Eventually.holds("told", () -> mqtt.problem().contains(CONFIG));
      assertThat(mqtt.problem()).contains("allow the user of reclass.mqtt.username to write there");
      home.await(m -> m.topic().endsWith("/last"));
      assertThat(mqtt.connected()).isTrue();
    }
  }

  @Test
  void commandsArriveAndRetainedOnesDoNot() throws Exception {
    try (Mosquitto broker = Mosquitto.start(folder);
        Sender sender = new Sender(broker.url())) {
      sender.publishRetained("reclass/n/set/pause", "ON");
      sender.publishRetained("reclass/n/request/rescan", "PRESS");
      try (Mqtt mqtt = introduced(broker)) {
        Eventually.holds("connected", mqtt::connected);
        sender.publish("reclass/n/set/sure", "0.5");
        sender.publish("reclass/n/request/lookup", "{}");
        assertThat(next().topic()).isEqualTo("set/sure");
        assertThat(next().topic()).isEqualTo("request/lookup");
        broker.restart();
        Eventually.holds("away", () -> !mqtt.connected());
        Eventually.holds("back", mqtt::connected);
        try (Sender again = new Sender(broker.url())) {
          again.publish("reclass/n/set/pause", "OFF");
        }
        assertThat(next().text()).isEqualTo("OFF");
        assertThat(heard).isEmpty();
      }
    }
  }

  @Test
  void anAnswerGoesWhereItsReaderWaits() throws Exception {
    try (Mosquitto broker = Mosquitto.start(folder);
        Subscriber all = broker.subscribe("all", "#");
        Mqtt mqtt = introduced(broker);
        Sender sender = new Sender(broker.url())) {
      Eventually.holds("connected", mqtt::connected);
      sender.publish("reclass/n/request/lookup", "{}");
      mqtt.answer(next(), "response/lookup", "plain");
      sender.request("reclass/n/request/lookup", "{}", "me/answers", "7");
      mqtt.answer(next(), "response/lookup", "asked for");
      all.await(m -> m.equals(new Message("reclass/n/response/lookup", "plain", false)));
      all.await(m -> m.equals(new Message("me/answers", "asked for", false)));
    }
  }

  @Test
  void anAnswerNeverBecomesACommandOrADiscovery() throws Exception {
    MqttSettings settings = settings("tcp://localhost");
    for (String topic :
        List.of(
            "reclass/n/set/pause",
            "reclass/n/request/lookup",
            "reclass/n/status",
            "homeassistant/device/x/config",
            "$SYS/x",
            "a/+/b",
            "a/#",
            "a\nb",
            "",
            "x".repeat(300))) {
      assertThat(ResponseTopics.answerable(topic, settings)).as(topic).isFalse();
    }
    assertThat(ResponseTopics.answerable("reclass/n/response/mine", settings)).isTrue();
    assertThat(ResponseTopics.answerable("node-red/é", settings)).isTrue();
  }

  @Test
  void whatIsFarTooLongDoesNotReachUs() throws Exception {
    try (Mosquitto broker = Mosquitto.start(folder);
        Mqtt mqtt = introduced(broker);
        Sender sender = new Sender(broker.url())) {
      Eventually.holds("connected", mqtt::connected);
      sender.publish("reclass/n/request/lookup", "x".repeat(10_000_000));
      sender.publish("reclass/n/request/lookup", "x".repeat(100_000));
      sender.publish("reclass/n/request/lookup", "{}");
      ReceivedMessage first = next();
      assertThat(first.tooLong()).isTrue();
      assertThat(first.text()).hasSize(ReceivedMessage.MAX_BYTES);
      assertThat(next().text()).isEqualTo("{}");
      assertThat(mqtt.connected()).isTrue();
    }
  }

  @Test
  void forgettingLeavesNothingRetained() throws Exception {
    try (Mosquitto broker = Mosquitto.start(folder);
        Sender sender = new Sender(broker.url())) {
      try (Mqtt mqtt = introduced(broker)) {
        Eventually.holds("connected", mqtt::connected);
        assertThat(forgetting(broker)).contains("Reclass runs as n", "stop it first");
        assertThat(mqtt.connected()).isTrue();
      }
      sender.publishRetained("reclass/n/set/pause", "ON");
      sender.publishRetained("reclass/other/status", "online");
      assertThat(RetainedMessages.delete(settings(broker), "homeassistant"))
          .containsExactly(
              CONFIG,
              "reclass/n/last",
              "reclass/n/set/pause",
              "reclass/n/stats",
              "reclass/n/status");
      try (Subscriber late = broker.subscribe("late", "#")) {
        late.await(m -> m.topic().equals("reclass/other/status"));
        sender.publish("end", "");
        late.await(m -> m.topic().equals("end"));
        assertThat(late.messages()).filteredOn(Message::retained).hasSize(1);
      }
    }
  }

  private static String forgetting(Mosquitto broker) {
    try {
      return RetainedMessages.delete(settings(broker), "homeassistant").toString();
    } catch (IllegalStateException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private ReceivedMessage next() throws InterruptedException {
    ReceivedMessage next = heard.poll(30, TimeUnit.SECONDS);
    assertThat(next).isNotNull();
    return next;
  }

  private Mqtt introduced(Mosquitto broker) {
    Mqtt mqtt = new Mqtt(settings(broker), new Backoff(RandomGenerator.getDefault(), 100));
    mqtt.announce("stats", "{}");
    mqtt.announceOnConnect("last", () -> Optional.of("{}"));
    mqtt.announceDevice(DEVICE);
    mqtt.listen(heard::add);
    mqtt.start(() -> {});
    return mqtt;
  }

  private static MqttSettings settings(Mosquitto broker, String... more) {
    return settings(broker.url(), more);
  }

  private static MqttSettings settings(String url, String... more) {
    List<String> pairs = new ArrayList<>(List.of("url", url, "node", "n"));
    pairs.addAll(List.of(more));
    return MqttSettings.of(TestMqttConfig.of(pairs.toArray(String[]::new)), Path.of("/"));
  }

  private static List<String> topics(Subscriber subscriber) {
    return subscriber.messages().stream().map(Message::topic).toList();
  }

  private static List<String> said(Subscriber home) {
    return topics(home).stream().filter(t -> !t.equals("homeassistant/status")).toList();
  }

  private static long count(Subscriber subscriber, String topic) {
    return topics(subscriber).stream().filter(topic::equals).count();
  }

  private static List<String> last(List<String> list, int count) {
    return list.subList(Math.max(0, list.size() - count), list.size());
  }

  private static List<String> twice(List<String> list) {
    List<String> twice = new ArrayList<>(list);
    twice.addAll(list);
    return twice;
  }
}
