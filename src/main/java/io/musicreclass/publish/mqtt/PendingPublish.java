package io.musicreclass.publish.mqtt;

import java.util.concurrent.CompletableFuture;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttPublish;

/**
 * A message on its way.
 *
 * @param vital whether the connection is of no use when the broker refuses it
 * @param done completes when the broker has acknowledged
 */
record PendingPublish(
    String topic, MqttMessage message, boolean vital, CompletableFuture<Void> done) {
  PendingPublish(String topic, MqttMessage message, boolean vital) {
    this(topic, message, vital, new CompletableFuture<>());
  }

  /** What Paho may add by itself: a topic alias, and a byte of the length of the properties. */
  private static final int ADDED = 4;

  /** Bytes of its PUBLISH packet, at most. */
  int size() throws MqttException {
    MqttPublish packet = new MqttPublish(topic, message, message.getProperties());
    packet.setMessageId(1);
    return packet.getHeader().length + packet.getPayload().length + ADDED;
  }
}
