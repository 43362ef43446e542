package io.musicreclass.track;

/**
 * A message that stays in the outbox until its receiver has acknowledged it.
 *
 * @param sink name of the sink that sends it
 * @param topic what it is about; for MQTT the topic below the node's base, such as {@code result}
 * @param payload JSON
 * @param retained whether an MQTT broker stores it for later subscribers
 */
public record OutboxMessage(String sink, String topic, String payload, boolean retained) {
  /** Name of the MQTT sink. */
  public static final String MQTT = "mqtt";

  /** A message of the MQTT sink. */
  public OutboxMessage(String topic, String payload, boolean retained) {
    this(MQTT, topic, payload, retained);
  }

  /** The same message for another sink. */
  public OutboxMessage to(String name) {
    return new OutboxMessage(name, topic, payload, retained);
  }
}
