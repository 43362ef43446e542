package io.musicreclass.publish.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.musicreclass.config.MqttConfig;
import io.musicreclass.publish.Eventually;
import io.musicreclass.publish.Mosquitto;
import io.musicreclass.publish.Subscriber;
import io.musicreclass.testing.TestMqttConfig;
import io.musicreclass.track.OutboxMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EmbeddedBrokerTest {
  private int port;
  private EmbeddedBroker broker;
  private String url;

  @BeforeEach
  void start() throws IOException {
    port = Mosquitto.freePort();
    broker = EmbeddedBroker.start(port).orElseThrow();
    url = "tcp://127.0.0.1:" + port;
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  @Test
  void aSubscriberReceivesAResult() {
    try (Subscriber subscriber = new Subscriber(url, "s", "reclass/#");
        Mqtt mqtt = connected()) {
      assertThat(mqtt.publish(new OutboxMessage("result", "{}", false)))
          .succeedsWithin(Duration.ofSeconds(10));
      subscriber.await(m -> m.equals(new Subscriber.Message("reclass/n/result", "{}", false)));
    }
  }

  @Test
  void laterSubscribersReceiveRetainedMessages() {
    try (Mqtt mqtt = connected()) {
      mqtt.publish(new OutboxMessage("last", "old", true)).join();
      mqtt.publish(new OutboxMessage("last", "new", true)).join();
      try (Subscriber later = new Subscriber(url, "later", "reclass/#")) {
        later.await(m -> m.topic().equals("reclass/n/last"));
        later.await(m -> m.topic().equals("reclass/n/status"));
        assertThat(later.messages())
            .containsExactlyInAnyOrder(
                new Subscriber.Message("reclass/n/last", "new", true),
                new Subscriber.Message("reclass/n/status", "online", true));
      }
    }
  }

  @Test
  void manyMessagesAreAcknowledgedInOrder() throws Exception {
    try (Subscriber subscriber = new Subscriber(url, "s", "reclass/n/result");
        Mqtt mqtt = connected()) {
      new NumberedMessages(mqtt, 2_000).drainTo(2_000);
      Eventually.holds("all arrived", () -> subscriber.messages().size() >= 2_000);
      assertThat(subscriber.payloads("reclass/n/result"))
          .containsExactlyElementsOf(NumberedMessages.numbers(2_000));
    }
  }

  @Test
  void aPortInUseIsNotTaken() {
    assertThat(EmbeddedBroker.start(port)).isEmpty();
  }

  @Test
  void aPortInUseOnAllAddressesIsNotTaken() throws IOException {
    try (ServerSocket other = new ServerSocket(0)) {
      assertThat(EmbeddedBroker.start(other.getLocalPort())).isEmpty();
    }
  }

  @Test
  void otherMachinesCannotReachIt() throws IOException {
    Optional<InetAddress> outside =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
            .findFirst();
    Assumptions.assumeTrue(outside.isPresent(), "no network");
    try (Socket socket = new Socket()) {
      assertThat(
              catchThrowable(
                  () -> socket.connect(new InetSocketAddress(outside.get(), port), 2_000)))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void nothingIsWrittenToDisk() throws Exception {
    try (Mqtt mqtt = connected()) {
      new NumberedMessages(mqtt, 100).drainTo(100);
    }
    try (Stream<Path> here = Files.list(Path.of("."))) {
      assertThat(here.map(path -> path.getFileName().toString())).doesNotContain("data");
    }
  }

  @Test
  void aPortCanBeUsedAgainAfterClosing() {
    broker.close();
    broker.close();
    EmbeddedBroker again = EmbeddedBroker.start(port).orElseThrow();
    again.close();
  }

  private Mqtt connected() {
    MqttConfig config = TestMqttConfig.of("url", url, "node", "n");
    Mqtt mqtt = new Mqtt(MqttSettings.of(config, Path.of("/")));
    mqtt.start(() -> {});
    Eventually.holds("connected", mqtt::connected);
    return mqtt;
  }
}
