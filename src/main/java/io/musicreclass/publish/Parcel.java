package io.musicreclass.publish;

import java.util.concurrent.CompletableFuture;
import org.eclipse.paho.mqttv5.common.MqttMessage;

/**
 * A message on its way.
 *
 * @param vital whether the connection is of no use when the broker refuses it
 * @param done completes when the broker has acknowledged
 */
record Parcel(String topic, MqttMessage message, boolean vital, CompletableFuture<Void> done) {
  Parcel(String topic, MqttMessage message, boolean vital) {
    this(topic, message, vital, new CompletableFuture<>());
  }
}
