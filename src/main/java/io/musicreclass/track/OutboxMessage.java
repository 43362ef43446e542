package io.musicreclass.track;

/**
 * An MQTT message that stays in the outbox until the broker has acknowledged it.
 *
 * @param topic topic below the node's base topic, such as {@code result}
 * @param payload JSON
 * @param retained MQTT retain flag
 */
public record OutboxMessage(String topic, String payload, boolean retained) {}
