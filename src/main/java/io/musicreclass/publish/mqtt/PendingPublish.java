package io.musicreclass.publish.mqtt;

import java.util.concurrent.CompletableFuture;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttPublish;

/**
 * A message that the broker has not acknowledged yet.
 *
 * @param required whether the connection ends if the broker refuses it
 * @param done completes when the broker has acknowledged
 */
record PendingPublish(
    String topic, MqttMessage message, boolean required, CompletableFuture<Void> done) {
  PendingPublish(String topic, MqttMessage message, boolean required) {
    this(topic, message, required, new CompletableFuture<>());
  }

  /** Bytes that Paho may add: a topic alias, and a byte for the properties' length. */
  private static final int ADDED = 4;

  /** Upper bound of its PUBLISH packet's size, in bytes. */
  int size() throws MqttException {
    MqttPublish packet = new MqttPublish(topic, message, message.getProperties());
    packet.setMessageId(1);
    return packet.getHeader().length + packet.getPayload().length + ADDED;
  }
}
