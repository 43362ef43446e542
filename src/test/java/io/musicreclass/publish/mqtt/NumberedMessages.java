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

/** Letters 0, 1, 2 ... of which each is owed until it is acknowledged, in order. */
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

  /** How often a letter had to be sent anew. */
  int failures() {
    return failures;
  }

  /** Sends until this many are acknowledged, as many as allowed at once. */
  void drainTo(int end) throws Exception {
    while (acknowledged < end) {
      Eventually.holds("connected", mqtt::connected);
      Deque<CompletableFuture<Void>> flying = new ArrayDeque<>();
      try {
        while (acknowledged < end) {
          while (flying.size() < Mqtt.MAX_IN_FLIGHT && acknowledged + flying.size() < size) {
            String number = Integer.toString(acknowledged + flying.size());
            flying.add(mqtt.publish(new OutboxMessage("result", number, false)));
          }
          flying.remove().get(30, TimeUnit.SECONDS);
          acknowledged++;
        }
      } catch (ExecutionException e) {
        failures++;
      }
    }
  }
}
