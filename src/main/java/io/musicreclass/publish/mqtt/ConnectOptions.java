package io.musicreclass.publish.mqtt;

import io.musicreclass.publish.NodeTopics;
import java.nio.charset.StandardCharsets;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.common.MqttMessage;

/** The options of CONNECT. */
public final class ConnectOptions {
  private static final int KEEP_ALIVE_S = 30; // detects an unplugged cable within 45 s
  private static final long MAX_PACKET_BYTES = 256 * 1024; // the broker does not send larger ones
  private static final int TCP_TIMEOUT_S = 5; // and the same again for the TLS handshake

  private ConnectOptions() {}

  /** Options of the node itself, with its will. */
  static MqttConnectionOptions of(MqttSettings settings) {
    MqttConnectionOptions options = withoutWill(settings);
    MqttMessage will = new MqttMessage(Mqtt.OFFLINE.getBytes(StandardCharsets.UTF_8));
    will.setQos(1);
    will.setRetained(true);
    options.setWill(NodeTopics.base(settings.node()) + NodeTopics.STATUS, will);
    return options;
  }

  /** Options of another client with the node's credentials. */
  public static MqttConnectionOptions withoutWill(MqttSettings settings) {
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setAutomaticReconnect(false);
    options.setCleanStart(true);
    options.setSessionExpiryInterval(0L); // no broker session: the outbox stores messages
    options.setKeepAliveInterval(KEEP_ALIVE_S);
    options.setConnectionTimeout(TCP_TIMEOUT_S);
    options.setMaximumPacketSize(MAX_PACKET_BYTES);
    settings.username().ifPresent(options::setUserName);
    settings
        .password()
        .ifPresent(password -> options.setPassword(password.getBytes(StandardCharsets.UTF_8)));
    if (settings.encrypted()) {
      options.setSocketFactory(Tls.socketFactory(settings));
      options.setHttpsHostnameVerificationEnabled(true);
    }
    return options;
  }
}
