package io.musicreclass.publish;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;

/** A message sent to this node, with the topic on which its sender expects an answer. */
public final class ReceivedMessage {
  /** Bytes of a payload that are read; no valid command or request is longer. */
  public static final int MAX_BYTES = 16 * 1024;

  private final String topic;
  private final String text;
  private final boolean tooLong;
  private final @Nullable String responseTopic;
  private final byte @Nullable [] correlation;

  private ReceivedMessage(String topic, MqttMessage message) {
    byte[] payload = message.getPayload();
    MqttProperties properties = message.getProperties();
    this.topic = topic;
    this.tooLong = payload.length > MAX_BYTES;
    this.text = new String(payload, 0, Math.min(payload.length, MAX_BYTES), StandardCharsets.UTF_8);
    this.responseTopic = properties == null ? null : properties.getResponseTopic();
    this.correlation = properties == null ? null : properties.getCorrelationData();
  }

  /**
   * Wraps a message as received.
   *
   * @param topic topic below the node's base
   */
  public static ReceivedMessage of(String topic, MqttMessage message) {
    return new ReceivedMessage(topic, message);
  }

  /** The topic below the node's base, such as {@code set/pause}. */
  public String topic() {
    return topic;
  }

  /** The payload; if {@link #tooLong}, its first {@link #MAX_BYTES} bytes. */
  public String text() {
    return text;
  }

  public boolean tooLong() {
    return tooLong;
  }

  /** The response topic that the sender requests (MQTT 5), unchecked. */
  public Optional<String> responseTopic() {
    return Optional.ofNullable(responseTopic);
  }

  /** Adds the sender's correlation data to an answer. */
  public void correlate(MqttMessage answer) {
    if (correlation != null) {
      MqttProperties properties = new MqttProperties();
      properties.setCorrelationData(Arrays.copyOf(correlation, correlation.length));
      answer.setProperties(properties);
    }
  }

  /** The topic, sanitized for a log line. */
  @Override
  public String toString() {
    return NodeTopics.loggable(topic);
  }
}
