package io.musicreclass.track;

/**
 * A message owed to the world, kept in the outbox until the broker has acknowledged it.
 *
 * @param topic below the node's base, such as {@code result}
 * @param payload JSON
 * @param retained whether the broker keeps it for later subscribers
 */
public record OutboxMessage(String topic, String payload, boolean retained) {}
