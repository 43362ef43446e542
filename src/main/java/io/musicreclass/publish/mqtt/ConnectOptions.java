package io.musicreclass.publish.mqtt;

import io.musicreclass.publish.NodeTopics;
import java.nio.charset.StandardCharsets;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.common.MqttMessage;

/** What CONNECT says about us. */
final class ConnectOptions {
  private static final int ALIVE = 30; // s: a cable that was pulled is noticed within 45 s
  private static final long LARGEST = 256 * 1024; // bytes: what is larger the broker keeps
  private static final int TCP = 5; // s, and the same again for the TLS handshake

  private ConnectOptions() {}

  /** The node itself, with its will. */
  static MqttConnectionOptions of(MqttSettings settings) {
    MqttConnectionOptions options = withoutWill(settings);
    MqttMessage will = new MqttMessage(Mqtt.OFFLINE.getBytes(StandardCharsets.UTF_8));
    will.setQos(1);
    will.setRetained(true);
    options.setWill(NodeTopics.base(settings.node()) + NodeTopics.STATUS, will);
    return options;
  }

  /** Somebody with the node's login who comes and goes. */
  static MqttConnectionOptions withoutWill(MqttSettings settings) {
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setAutomaticReconnect(false);
    options.setCleanStart(true);
    options.setSessionExpiryInterval(0L); // nothing is kept for us: the outbox keeps
    options.setKeepAliveInterval(ALIVE);
    options.setConnectionTimeout(TCP);
    options.setMaximumPacketSize(LARGEST);
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
