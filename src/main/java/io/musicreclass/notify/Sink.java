package io.musicreclass.notify;

import io.musicreclass.track.OutboxMessage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * An output for events, such as MQTT. A sink decides which messages an event produces, and sends
 * them. {@link OutboxRelays} stores them until they are acknowledged, keeps their order and
 * retries. Must be thread-safe.
 */
public interface Sink {
  /** Identifies the sink in the database; must not change while messages are pending. */
  String name();

  /**
   * The messages for an event, in sending order; empty if the sink ignores it. Called while the
   * event is being stored: must be quick and do no I/O.
   */
  List<OutboxMessage> messages(Event event);

  /**
   * Sends a message without waiting for its acknowledgement.
   *
   * @return completes when the receiver has acknowledged the message; fails with {@link
   *     MessageRefusedException} if the receiver will never accept it, and with any other exception
   *     if it is to be sent again. Must complete eventually.
   */
  CompletableFuture<Void> send(OutboxMessage message);

  /**
   * Whether messages can be sent now. After returning false, a sink must call {@link
   * OutboxRelays#wake} once it can send again.
   */
  default boolean isAvailable() {
    return true;
  }

  /** How many messages may be unacknowledged at a time, from 1. */
  default int maxInFlight() {
    return 1;
  }

  /**
   * Time to wait before messages are sent again.
   *
   * @param failures consecutive failed attempts, from 1
   */
  default Duration retryDelay(int failures) {
    return Duration.ofSeconds(Math.min(60, 1L << Math.min(failures - 1, 6)));
  }
}
