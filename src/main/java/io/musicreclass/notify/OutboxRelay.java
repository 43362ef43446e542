package io.musicreclass.notify;

import io.musicreclass.ledger.Outbox;
import io.musicreclass.ledger.rows.PendingMessage;
import io.musicreclass.problems.Problems;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends the messages of one sink in order, and removes each from the outbox once it is
 * acknowledged. After a failure it waits until nothing is in flight, then starts again at the
 * oldest pending message: no message is lost, but some may arrive twice.
 */
final class OutboxRelay implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
  private static final long POLL_MS = 5000;
  private static final long RETRY_MS = 1000;
  private static final long CLOSE_MS = 5000;

  /** What the thread waits for: a result for each message in flight, and wake-ups. */
  private sealed interface Signal {
    record Acknowledged(long id) implements Signal {}

    record Failed(long id, String why) implements Signal {}

    record Refused(long id, String why) implements Signal {}

    record Wake() implements Signal {}
  }

  private final Outbox outbox;
  private final Sink sink;
  private final Problems.Source storage;
  private final Problems.Source delivery;
  private final Clock clock;
  private final int limit;
  private final AtomicBoolean awake = new AtomicBoolean();
  private final BlockingQueue<Signal> signals;
  private final List<Long> acknowledged = new ArrayList<>();
  private final List<Signal.Refused> refused = new ArrayList<>();
  private final Set<Long> inFlight = new HashSet<>();
  private final Thread thread;
  private long lastSent;
  private @Nullable String failure;
  private int failures;
  private Instant notBefore = Instant.MIN;
  private volatile boolean closed;

  OutboxRelay(Outbox outbox, Sink sink, Problems problems, Clock clock) {
    this.outbox = outbox;
    this.sink = sink;
    this.storage = problems.source();
    this.delivery = problems.source();
    this.clock = clock;
    limit = sink.maxInFlight();
    signals = new ArrayBlockingQueue<>(limit + 1);
    thread = new Thread(this::run, "outbox-" + sink.name());
  }

  void start() {
    thread.start();
  }

  /** Signals that there are new messages or that the sink is available again. */
  void wake() {
    if (!awake.getAndSet(true)) {
      signals.add(new Signal.Wake());
    }
  }

  private void run() {
    while (!closed) {
      await();
      if (!closed && !round()) {
        pause();
      }
    }
    round();
  }

  /** Waits up to {@value #POLL_MS} ms for a signal, but not longer than until the next attempt. */
  private void await() {
    try {
      Signal signal = signals.poll(untilDue(), TimeUnit.MILLISECONDS);
      if (signal != null) {
        take(signal);
      }
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  private long untilDue() {
    Instant now = clock.instant();
    return now.isBefore(notBefore)
        ? Math.min(POLL_MS, Duration.between(now, notBefore).toMillis() + 1)
        : POLL_MS;
  }

  /**
   * Handles the results received so far, then sends what may be sent; does not block.
   *
   * @return whether the outbox could be read and written
   */
  boolean round() {
    try {
      handleResults();
      if (!closed) {
        send();
      }
      storage.recovered();
      return true;
    } catch (RuntimeException e) {
      // The messages stay in the outbox; the next round tries again.
      LOG.errorf("Failed to process the outbox sink=%s reason=%s", sink.name(), e.getMessage());
      storage.failed(
          "Cannot read or write pending messages (" + sink.name() + "): " + e.getMessage());
      return false;
    }
  }

  private void handleResults() {
    for (Signal signal = signals.poll(); signal != null; signal = signals.poll()) {
      take(signal);
    }
    while (!refused.isEmpty()) {
      Signal.Refused message = refused.get(0);
      outbox.refused(message.id(), message.why());
      refused.remove(0);
    }
    if (!acknowledged.isEmpty()) {
      outbox.delivered(acknowledged);
      acknowledged.clear(); // only now: a failed removal is retried in the next round
      if (failure == null) {
        failures = 0;
        delivery.recovered();
      }
    }
    if (failure != null && inFlight.isEmpty()) {
      restart(failure);
    }
  }

  private void take(Signal signal) {
    if (signal instanceof Signal.Wake) {
      awake.set(false);
    } else if (signal instanceof Signal.Acknowledged message) {
      inFlight.remove(message.id());
      acknowledged.add(message.id());
    } else if (signal instanceof Signal.Refused message) {
      inFlight.remove(message.id());
      refused.add(message);
    } else if (signal instanceof Signal.Failed message) {
      inFlight.remove(message.id());
      failure = message.why();
    }
  }

  private void restart(String why) {
    failure = null;
    failures++;
    lastSent = 0;
    Duration delay = sink.retryDelay(failures);
    if (!delay.isZero()) { // otherwise the sink itself reports its failures
      notBefore = clock.instant().plus(delay);
      LOG.warnf(
          "Retrying messages sink=%s delay=%ds reason=%s", sink.name(), delay.toSeconds(), why);
      delivery.failed("Cannot send messages (" + sink.name() + "): " + why);
    }
  }

  private void send() {
    int free = limit - inFlight.size();
    if (free <= 0
        || failure != null
        || clock.instant().isBefore(notBefore)
        || !sink.isAvailable()) {
      return;
    }
    for (PendingMessage pending : outbox.pending(sink.name(), lastSent, free)) {
      long id = pending.id();
      lastSent = id;
      inFlight.add(id);
      var unused = sending(pending).whenComplete((done, cause) -> signals.add(result(id, cause)));
    }
  }

  private CompletableFuture<Void> sending(PendingMessage pending) {
    try {
      return sink.send(pending.message());
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static Signal result(long id, @Nullable Throwable cause) {
    if (cause == null) {
      return new Signal.Acknowledged(id);
    }
    Throwable root = // a dependent stage of a future wraps its exception
        cause instanceof CompletionException && cause.getCause() != null ? cause.getCause() : cause;
    String why = String.valueOf(root.getMessage());
    return root instanceof MessageRefusedException
        ? new Signal.Refused(id, why)
        : new Signal.Failed(id, why);
  }

  private void pause() {
    try {
      Thread.sleep(RETRY_MS);
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  /** Stops sending; {@link #close} waits for the end. */
  void stop() {
    closed = true;
    thread.interrupt();
  }

  /** Removes the messages acknowledged so far from the outbox, and stops; idempotent. */
  @Override
  public void close() {
    stop();
    try {
      thread.join(CLOSE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
