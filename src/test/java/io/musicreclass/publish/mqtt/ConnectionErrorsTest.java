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
    "1, No MQTT 5 at",
    "132, No MQTT 5 at",
    "133, change reclass.mqtt.node",
    "134, Wrong login for",
    "135, No login for",
    "137, Too busy",
    "138, We are banned",
    "144, Not let in by the MQTT broker at tcp://b:1883 (reason code 0x90)",
  })
  void aRefusalIsPutIntoWords(int code, String words) {
    assertThat(ConnectionErrors.connecting(new MqttException(code), PLAIN)).contains(words);
  }

  @ParameterizedTest
  @MethodSource
  void aBrokerThatDoesNotAnswerIsTold(Throwable failure, MqttSettings settings, String words) {
    assertThat(ConnectionErrors.connecting(failure, settings)).contains(words);
  }

  static Stream<Arguments> aBrokerThatDoesNotAnswerIsTold() {
    MqttException silent = new MqttException(MqttClientException.REASON_CODE_CLIENT_TIMEOUT);
    return Stream.of(
        Arguments.of(caused(new SocketTimeoutException("Connect timed out")), PLAIN, "No way to"),
        Arguments.of(caused(new NoRouteToHostException()), PLAIN, "No way to"),
        Arguments.of(silent, PLAIN, "its port wants ssl://"),
        Arguments.of(caused(new EOFException()), PLAIN, "its port wants ssl://"),
        Arguments.of(caused(new SocketTimeoutException("Read timed out")), TLS, "wants tcp://"),
        Arguments.of(caused(new SSLException("not a record")), TLS, "TLS failed (not a record)"),
        Arguments.of(caused(new IOException("strange")), PLAIN, "strange"));
  }

  @ParameterizedTest
  @CsvSource({
    "139, shutting down",
    "142, reclass.mqtt.node",
    "149, maximum packet size",
    "0, went away",
  })
  void anEndIsPutIntoWords(int code, String words) {
    assertThat(ConnectionErrors.lost(code)).contains(words);
  }

  @Test
  void onlyAnEndWithoutReasonIsGuessedAt() {
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
