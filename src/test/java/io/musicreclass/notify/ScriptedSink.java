package io.musicreclass.notify;

import io.musicreclass.track.OutboxMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A sink whose acknowledgements are controlled by the test. */
final class ScriptedSink implements Sink {
  final List<String> sent = new ArrayList<>();
  private final List<CompletableFuture<Void>> answers = new ArrayList<>();
  private final String name;
  private final int limit;
  boolean available = true;

  ScriptedSink(String name, int limit) {
    this.name = name;
    this.limit = limit;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<OutboxMessage> messages(Event event) {
    return event instanceof Event.Classified song
        ? List.of(new OutboxMessage("song", name + " " + song.track().id().value(), false))
        : List.of();
  }

  @Override
  public synchronized CompletableFuture<Void> send(OutboxMessage message) {
    sent.add(message.payload());
    CompletableFuture<Void> answer = new CompletableFuture<>();
    answers.add(answer);
    notifyAll();
    return answer;
  }

  /** The answer to the message sent as number {@code index}, from 0; waits for it to be sent. */
  synchronized CompletableFuture<Void> answer(int index) throws InterruptedException {
    while (answers.size() <= index) {
      wait();
    }
    return answers.get(index);
  }

  void acknowledge(int index) throws InterruptedException {
    answer(index).complete(null);
  }

  void fail(int index) throws InterruptedException {
    answer(index).completeExceptionally(new IllegalStateException("no route"));
  }

  @Override
  public boolean isAvailable() {
    return available;
  }

  @Override
  public int maxInFlight() {
    return limit;
  }

  @Override
  public Duration retryDelay(int failures) {
    return Duration.ofSeconds(10L * failures);
  }
}
