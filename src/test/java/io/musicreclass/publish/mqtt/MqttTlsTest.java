package io.musicreclass.publish.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.config.MqttConfig;
import io.musicreclass.publish.Eventually;
import io.musicreclass.publish.Mosquitto;
import io.musicreclass.testing.TestMqttConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MqttTlsTest {
  @TempDir static Path folder;

  private static Mosquitto broker;

  @BeforeAll
  static void startBroker() throws IOException {
    broker = Mosquitto.start(folder, Mosquitto.tls(file("ca"), file("server"), key("server")));
  }

  @AfterAll
  static void stopBroker() {
    if (broker != null) {
      broker.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1"})
  void aConfiguredAuthorityIsTrusted(String host) {
    try (Mqtt mqtt = started(broker, host, "ca", file("ca").toString())) {
      Eventually.holds("connected", mqtt::connected);
    }
  }

  @Test
  void anotherAuthorityIsNotTrusted() {
    try (Mqtt mqtt = started(broker, "localhost", "ca", file("stranger").toString())) {
      Eventually.holds("reported", () -> mqtt.problem().startsWith("TLS error with"));
      assertThat(mqtt.problem())
          .contains("is not signed by the authority in reclass.mqtt.ca (" + file("stranger"));
    }
  }

  @Test
  void theSystemDoesNotTrustOurAuthority() {
    try (Mqtt mqtt = started(broker, "localhost")) {
      Eventually.holds("reported", () -> mqtt.problem().startsWith("TLS error with"));
      assertThat(mqtt.problem()).endsWith("set reclass.mqtt.ca to its authority's certificate");
    }
  }

  @Test
  void aCertificateOfAnotherHostIsRefused(@TempDir Path own) throws IOException {
    try (Mosquitto other =
            Mosquitto.start(own, Mosquitto.tls(file("ca"), file("elsewhere"), key("elsewhere")));
        Mqtt mqtt = started(other, "localhost", "ca", file("ca").toString())) {
      Eventually.holds("reported", () -> mqtt.problem().contains("is for another name"));
      assertThat(mqtt.problem()).endsWith("in reclass.mqtt.url");
    }
  }

  @Test
  void aClientCertificateIsPresented(@TempDir Path own) throws IOException {
    List<String> conf =
        new ArrayList<>(List.of(Mosquitto.tls(file("ca"), file("server"), key("server"))));
    conf.add("require_certificate true");
    try (Mosquitto strict = Mosquitto.start(own, conf.toArray(String[]::new))) {
      try (Mqtt mqtt = started(strict, "localhost", "ca", file("ca").toString())) {
        Eventually.holds(
            "reported", () -> mqtt.problem().contains("requires a client certificate"));
      }
      try (Mqtt mqtt =
          started(
              strict,
              "localhost",
              "ca",
              file("ca").toString(),
              "cert",
              file("client-rsa").toString(),
              "key",
              key("client-rsa-pkcs1").toString())) {
        Eventually.holds("connected", mqtt::connected);
      }
    }
  }

  private static Mqtt started(Mosquitto broker, String host, String... more) {
    String url = "ssl://" + host + ":" + broker.port();
    List<String> pairs = new ArrayList<>(List.of("url", url, "node", "n"));
    pairs.addAll(List.of(more));
    MqttConfig config = TestMqttConfig.of(pairs.toArray(String[]::new));
    Mqtt mqtt = new Mqtt(MqttSettings.of(config, folder));
    mqtt.start(() -> {});
    return mqtt;
  }

  private static Path file(String name) {
    return TlsTest.FILES.resolve(name + ".pem");
  }

  private static Path key(String name) {
    return TlsTest.FILES.resolve(name + ".key");
  }
}
