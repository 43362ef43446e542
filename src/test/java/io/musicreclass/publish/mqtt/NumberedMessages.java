package io.musicreclass.publish.mqtt;

import io.musicreclass.publish.Eventually;
import io.musicreclass.track.OutboxMessage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Sends messages 0, 1, 2 ... in order, each until it is acknowledged. */
final class NumberedMessages {
  private final Mqtt mqtt;
  private final int size;
  private int acknowledged;
  private int failures;

  NumberedMessages(Mqtt mqtt, int size) {
    this.mqtt = mqtt;
    this.size = size;
  }

  static List<String> numbers(int size) {
    return IntStream.range(0, size).mapToObj(Integer::toString).toList();
  }

  /** How often sending had to be restarted. */
  int failures() {
    return failures;
  }

  /** Sends until this many are acknowledged, with as many in flight as allowed. */
  void drainTo(int end) throws Exception {
    while (acknowledged < end) {
      Eventually.holds("connected", mqtt::connected);
      Deque<CompletableFuture<Void>> inFlight = new ArrayDeque<>();
      try {
        while (acknowledged < end) {
          while (inFlight.size() < Mqtt.MAX_IN_FLIGHT && acknowledged + inFlight.size() < size) {
            String number = Integer.toString(acknowledged + inFlight.size());
            inFlight.add(mqtt.publish(new OutboxMessage("result", number, false)));
          }
          inFlight.remove().get(30, TimeUnit.SECONDS);
          acknowledged++;
        }
      } catch (ExecutionException e) {
        failures++;
      }
    }
  }
}
