package io.musicreclass.publish.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.publish.Eventually;
import io.musicreclass.publish.Mosquitto;
import io.musicreclass.publish.ReceivedMessage;
import io.musicreclass.publish.Sender;
import io.musicreclass.publish.Subscriber;
import io.musicreclass.publish.Subscriber.Message;
import io.musicreclass.publish.homeassistant.DeviceDescription;
import io.musicreclass.publish.homeassistant.Discovery;
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

/** What Home Assistant receives, over a real broker. */
class HomeAssistantTest {
  private static final String CONFIG = "homeassistant/device/reclass_n/config";
  private static final String FORMER = "homeassistant/device/n/config";
  private static final String QUESTION = "reclass/n/response/discovery";
  private static final List<String> ORDER =
      List.of(CONFIG, "reclass/n/status", "reclass/n/stats", "reclass/n/last");
  private static final DeviceDescription DEVICE =
      new DeviceDescription("0.1.0", List.of("Jazz", "Rock"), 3, 3, Optional.empty(), List.of());

  @TempDir Path folder;

  private final BlockingQueue<ReceivedMessage> received = new LinkedBlockingQueue<>();

  @Test
  void discoveryAvailabilityAndStatesArePublishedOnConnectOnBirthAndAfterABrokerRestart()
      throws Exception {
    try (Mosquitto broker = Mosquitto.start(folder);
        Subscriber home = broker.subscribe("home", "#");
        Mqtt mqtt = started(broker)) {
      home.await(m -> m.topic().endsWith("/last"));
      assertThat(topics(home)).isEqualTo(ORDER);

      try (Sender sender = new Sender(broker.url())) {
        sender.publish("homeassistant/status", "offline");
        sender.publish("homeassistant/status", "online");
      }
      Eventually.holds("published again", () -> count(home, "reclass/n/last") == 2);
      assertThat(published(home)).isEqualTo(twice(ORDER));

      broker.restart();
      // Messages retained over the restart arrive again, too; the last ones are new.
      Eventually.holds(
          "published a third time, in this order",
          () ->
              mqtt.connected()
                  && count(home, "reclass/n/last") >= 3
                  && last(published(home), 4).equals(ORDER));
    }
  }

  @Test
  void theNewestVerdictIsReadEachTime() throws Exception {
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
  void discoveryIsRetained() throws Exception {
    try (Mosquitto broker = Mosquitto.start(folder);
        Mqtt mqtt = started(broker);
        Subscriber early = broker.subscribe("early", "homeassistant/#")) {
      early.await(m -> m.topic().equals(CONFIG));
      assertThat(mqtt.problem()).isEmpty();
      try (Subscriber late = broker.subscribe("late", "homeassistant/#")) {
        assertThat(late.await(m -> m.topic().equals(CONFIG)).retained()).isTrue();
      }
    }
  }

  /** What this node retains of its discovery once it has started with what it remembers. */
  private List<String> announced(Mosquitto broker, Optional<String> known, List<String> stored)
      throws Exception {
    try (Mqtt mqtt = new Mqtt(settings(broker), new Backoff(RandomGenerator.getDefault(), 100))) {
      mqtt.discoveryId(known, stored::add);
      mqtt.announceDevice(DEVICE);
      mqtt.announceImage(new byte[] {(byte) 0x89, 'P', 'N', 'G'});
      mqtt.start(() -> {});
      try (Subscriber all = broker.subscribe("all" + System.nanoTime(), "#")) {
        all.await(m -> m.topic().equals("reclass/n/image"));
        return topics(all).stream().filter(t -> t.startsWith("homeassistant/")).distinct().toList();
      }
    }
  }

  @Test
  void aNewNodeAnnouncesItselfBelowReclassAndRemembersIt() throws Exception {
    List<String> stored = new ArrayList<>();
    try (Mosquitto broker = Mosquitto.start(folder)) {
      assertThat(announced(broker, Optional.empty(), stored)).containsExactly(CONFIG);
    }
    assertThat(stored).containsExactly("reclass_n");
  }

  @Test
  void aNodeWhoseLedgerWasLostKeepsTheFormerTopicThatTheBrokerRetains() throws Exception {
    List<String> stored = new ArrayList<>();
    try (Mosquitto broker = Mosquitto.start(folder);
        Sender sender = new Sender(broker.url())) {
      sender.publishRetained(FORMER, Discovery.payload("n", DEVICE));
      assertThat(announced(broker, Optional.empty(), stored)).containsExactly(FORMER);
    }
    assertThat(stored).containsExactly("n");
  }

  @Test
  void aNodeWhoseBrokerWasLostKeepsTheFormerTopicThatItRemembers() throws Exception {
    List<String> stored = new ArrayList<>();
    try (Mosquitto broker = Mosquitto.start(folder)) {
      assertThat(announced(broker, Optional.of("n"), stored)).containsExactly(FORMER);
    }
    assertThat(stored).isEmpty();
  }

  @Test
  void aDeviceOfAnotherProgramWithTheNodesNameIsLeftAlone() throws Exception {
    String foreign = "{\"device\": {\"identifiers\": [\"n\"]}}";
    try (Mosquitto broker = Mosquitto.start(folder);
        Sender sender = new Sender(broker.url())) {
      sender.publishRetained(FORMER, foreign);
      assertThat(announced(broker, Optional.empty(), new ArrayList<>()))
          .containsExactlyInAnyOrder(FORMER, CONFIG);
      assertThat(RetainedMessages.delete(settings(broker), "homeassistant"))
          .contains(CONFIG, "reclass/n/image")
          .doesNotContain(FORMER);
      try (Subscriber late = broker.subscribe("late", "homeassistant/#")) {
        assertThat(late.await(m -> m.topic().equals(FORMER)).payload()).isEqualTo(foreign);
      }
    }
  }

  @Test
  void aBrokerThatLetsTheNodeReadNothingOfDiscoveryIsNotWaitedFor() throws Exception {
    Path rules = folder.resolve("acl");
    Files.writeString(
        rules, "topic readwrite reclass/#\ntopic write homeassistant/device/+/config\n");
    try (Mosquitto broker = Mosquitto.start(folder, "acl_file " + rules);
        Mqtt mqtt = started(broker)) {
      Eventually.holds("connected", () -> mqtt.connected() && mqtt.problem().isEmpty());
    }
  }

  @Test
  void discoveryCanBeDisabled() throws Exception {
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
  void aConfiguredPrefixIsUsedForDiscoveryAndBirth() throws Exception {
    try (Mosquitto broker = Mosquitto.start(folder);
        Subscriber home = broker.subscribe("home", "ha/device/#");
        Mqtt mqtt = new Mqtt(settings(broker, "discovery-prefix", "ha"));
        Sender sender = new Sender(broker.url())) {
      mqtt.announceDevice(DEVICE);
      mqtt.start(() -> {});
      home.await(m -> m.topic().equals("ha/device/reclass_n/config"));
      sender.publish("ha/status", "online");
      Eventually.holds("again", () -> home.messages().size() == 2);
      sender.publish("homeassistant/status", "online");
      Eventually.holds("and again", () -> home.messages().size() == 3);
    }
  }

  @Test
  void discoveryRefusedByTheBrokerIsAProblemAndTheRestContinues() throws Exception {
    Path rules = folder.resolve("acl");
    Files.writeString(rules, "topic readwrite reclass/#\ntopic read homeassistant/status\n");
    // With a limit of 0, mosquitto 2.0.11 disconnects after a refusal.
    String limit = "max_queued_messages 1000";
    try (Mosquitto broker = Mosquitto.start(folder, "acl_file " + rules, limit);
        Subscriber home = broker.subscribe("home", "reclass/#");
        Mqtt mqtt = started(broker)) {
      Eventually.holds("reported", () -> mqtt.problem().contains(CONFIG));
      assertThat(mqtt.problem()).contains("allow the user of reclass.mqtt.username to write there");
      home.await(m -> m.topic().endsWith("/last"));
      assertThat(mqtt.connected()).isTrue();
    }
  }

  @Test
  void commandsAreReceivedUnlessRetained() throws Exception {
    try (Mosquitto broker = Mosquitto.start(folder);
        Sender sender = new Sender(broker.url())) {
      sender.publishRetained("reclass/n/set/pause", "ON");
      sender.publishRetained("reclass/n/request/rescan", "PRESS");
      try (Mqtt mqtt = started(broker)) {
        Eventually.holds("connected", mqtt::connected);
        sender.publish("reclass/n/set/sure", "0.5");
        sender.publish("reclass/n/request/lookup", "{}");
        assertThat(next().topic()).isEqualTo("set/sure");
        assertThat(next().topic()).isEqualTo("request/lookup");
        broker.restart();
        Eventually.holds("disconnected", () -> !mqtt.connected());
        Eventually.holds("reconnected", mqtt::connected);
        try (Sender again = new Sender(broker.url())) {
          again.publish("reclass/n/set/pause", "OFF");
        }
        assertThat(next().text()).isEqualTo("OFF");
        assertThat(received).isEmpty();
      }
    }
  }

  @Test
  void anAnswerIsPublishedOnTheResponseTopic() throws Exception {
    try (Mosquitto broker = Mosquitto.start(folder);
        Subscriber all = broker.subscribe("all", "#");
        Mqtt mqtt = started(broker);
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
  void anAnswerIsNeverPublishedAsACommandOrDiscovery() throws Exception {
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
      assertThat(ResponseTopics.allowed(topic, settings)).as(topic).isFalse();
    }
    assertThat(ResponseTopics.allowed("reclass/n/response/mine", settings)).isTrue();
    assertThat(ResponseTopics.allowed("node-red/é", settings)).isTrue();
  }

  @Test
  void veryLongMessagesAreNotReceived() throws Exception {
    try (Mosquitto broker = Mosquitto.start(folder);
        Mqtt mqtt = started(broker);
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
  void deletingLeavesNothingRetained() throws Exception {
    try (Mosquitto broker = Mosquitto.start(folder);
        Sender sender = new Sender(broker.url())) {
      try (Mqtt mqtt = started(broker)) {
        Eventually.holds("connected", mqtt::connected);
        assertThat(deleting(broker)).contains("Reclass is running as n", "stop it first");
        assertThat(mqtt.connected()).isTrue();
      }
      sender.publishRetained("reclass/n/set/pause", "ON");
      sender.publishRetained("reclass/other/status", "online");
      assertThat(RetainedMessages.delete(settings(broker), "homeassistant"))
          .containsExactly(
              FORMER,
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

  private static String deleting(Mosquitto broker) {
    try {
      return RetainedMessages.delete(settings(broker), "homeassistant").toString();
    } catch (IllegalStateException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private ReceivedMessage next() throws InterruptedException {
    ReceivedMessage next = received.poll(30, TimeUnit.SECONDS);
    assertThat(next).isNotNull();
    return next;
  }

  private Mqtt started(Mosquitto broker) {
    Mqtt mqtt = new Mqtt(settings(broker), new Backoff(RandomGenerator.getDefault(), 100));
    mqtt.announce("stats", "{}");
    mqtt.announceOnConnect("last", () -> Optional.of("{}"));
    mqtt.announceDevice(DEVICE);
    mqtt.listen(received::add);
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
    return subscriber.messages().stream()
        .map(Message::topic)
        .filter(topic -> !topic.equals(QUESTION))
        .toList();
  }

  private static List<String> published(Subscriber home) {
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
