package io.musicreclass.notify;

import io.musicreclass.track.OutboxMessage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * An output for what happens, such as MQTT. It decides which messages an event gives and sends
 * them; storing them until they are acknowledged, their order and repeated attempts are the {@link
 * OutboxRelays}' work. May be called by any thread.
 */
public interface Sink {
  /** Identifies the sink in the database; must not change while messages are pending. */
  String name();

  /**
   * The messages for an event, in the order in which they are to be sent; none when the event is of
   * no interest. Called while the event is being stored: must be quick and do no I/O.
   */
  List<OutboxMessage> messages(Event event);

  /**
   * Sends a message without waiting for its acknowledgement.
   *
   * @return completes when the receiver has acknowledged the message; fails with {@link
   *     MessageRefusedException} when the receiver will never accept it, and with any other
   *     exception when it is to be sent again. Must complete at some time.
   */
  CompletableFuture<Void> send(OutboxMessage message);

  /**
   * Whether messages can be sent now. A sink that says no calls {@link OutboxRelays#wake} later.
   */
  default boolean isAvailable() {
    return true;
  }

  /** How many messages may be unacknowledged at a time, from 1. */
  default int maxInFlight() {
    return 1;
  }

  /**
   * How long to wait before messages are sent again.
   *
   * @param failures attempts that failed in a row, from 1
   */
  default Duration retryDelay(int failures) {
    return Duration.ofSeconds(Math.min(60, 1L << Math.min(failures - 1, 6)));
  }
}
