package io.musicreclass.publish.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.testing.TestMqttConfig;
import java.io.EOFException;
import java.io.IOException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ConnectionErrorsTest {
  private static final MqttSettings PLAIN = settings("tcp://b");
  private static final MqttSettings TLS = settings("ssl://b");

  @ParameterizedTest
  @CsvSource({
    "1, MQTT 5 is not supported by",
    "132, MQTT 5 is not supported by",
    "133, change reclass.mqtt.node",
    "134, Wrong user name or password for",
    "135, Login refused by",
    "137, is overloaded",
    "138, is banned by",
    "144, Connection refused by the MQTT broker at tcp://b:1883 (reason code 0x90)",
  })
  void aRefusalIsDescribed(int code, String text) {
    assertThat(ConnectionErrors.connecting(new MqttException(code), PLAIN)).contains(text);
  }

  @ParameterizedTest
  @MethodSource
  void anUnresponsiveBrokerIsDescribed(Throwable failure, MqttSettings settings, String text) {
    assertThat(ConnectionErrors.connecting(failure, settings)).contains(text);
  }

  static Stream<Arguments> anUnresponsiveBrokerIsDescribed() {
    MqttException silent = new MqttException(MqttClientException.REASON_CODE_CLIENT_TIMEOUT);
    return Stream.of(
        Arguments.of(
            caused(new SocketTimeoutException("Connect timed out")), PLAIN, "Cannot reach"),
        Arguments.of(caused(new NoRouteToHostException()), PLAIN, "Cannot reach"),
        Arguments.of(silent, PLAIN, "its port requires ssl://"),
        Arguments.of(caused(new EOFException()), PLAIN, "its port requires ssl://"),
        Arguments.of(caused(new SocketTimeoutException("Read timed out")), TLS, "requires tcp://"),
        Arguments.of(
            caused(new SSLException("not a record")), TLS, "handshake failed (not a record)"),
        Arguments.of(caused(new IOException("strange")), PLAIN, "strange"));
  }

  @ParameterizedTest
  @CsvSource({
    "139, shutting down",
    "142, reclass.mqtt.node",
    "149, maximum packet size",
    "0, closed the connection",
  })
  void anEndIsDescribed(int code, String text) {
    assertThat(ConnectionErrors.lost(code)).contains(text);
  }

  @Test
  void aRemedyIsSuggestedOnlyForAnEndWithoutReason() {
    assertThat(ConnectionErrors.lostImmediately(ConnectionErrors.lost(0)))
        .contains("reclass.mqtt.node");
    assertThat(ConnectionErrors.lostImmediately(ConnectionErrors.lost(139)))
        .isEqualTo(ConnectionErrors.lost(139));
  }

  @Test
  void aRefusedMessageNamesTheTopic() {
    assertThat(ConnectionErrors.refused(151, "reclass/n/result"))
        .contains("reclass/n/result: its quota");
  }

  private static MqttException caused(Throwable cause) {
    return new MqttException(cause);
  }

  private static MqttSettings settings(String url) {
    return MqttSettings.of(TestMqttConfig.of("url", url, "node", "n"), Path.of("/"));
  }
}
