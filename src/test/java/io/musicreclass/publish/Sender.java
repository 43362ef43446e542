package io.musicreclass.publish;

import java.nio.charset.StandardCharsets;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** Another client of the broker, which publishes messages. */
public final class Sender implements AutoCloseable {
  private final MqttAsyncClient client;

  /** Connects. */
  public Sender(String url) throws MqttException {
    client = new MqttAsyncClient(url, "sender", new MemoryPersistence());
    client.connect().waitForCompletion(10_000);
  }

  /** Publishes with QoS 1; returns when the broker has acknowledged. */
  public void publish(String topic, String payload) throws MqttException {
    send(topic, payload, false, null);
  }

  /** As {@link #publish}, but retained. */
  public void publishRetained(String topic, String payload) throws MqttException {
    send(topic, payload, true, null);
  }

  /** Publishes an MQTT 5 request with a response topic and correlation data. */
  public void request(String topic, String payload, String responseTopic, String correlation)
      throws MqttException {
    MqttProperties properties = new MqttProperties();
    properties.setResponseTopic(responseTopic);
    properties.setCorrelationData(correlation.getBytes(StandardCharsets.UTF_8));
    send(topic, payload, false, properties);
  }

  private void send(String topic, String payload, boolean retained, MqttProperties properties)
      throws MqttException {
    MqttMessage message =
        new MqttMessage(payload.getBytes(StandardCharsets.UTF_8), 1, retained, properties);
    client.publish(topic, message).waitForCompletion(10_000);
  }

  @Override
  public void close() throws MqttException {
    client.disconnectForcibly(0, 100, true); // Paho always waits this long
    client.close();
  }
}
