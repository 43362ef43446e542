package io.musicreclass.publish.mqtt;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.common.MqttException;

/**
 * The unacknowledged messages of one connection, sent in order and as many at a time as the broker
 * accepts. Each message is acknowledged or fails. After the failure of a required message no other
 * is sent, because it would overtake that one.
 */
final class InFlightWindow {
  /** The first reason code that is an error (MQTT 5, section 2.4). */
  static final int FIRST_ERROR = 0x80;

  /** If more messages wait than this, the connection is considered unusable. */
  private static final int MAX_WAITING = 1000;

  private static final Duration STALL_TIMEOUT = Duration.ofSeconds(60);

  private final PahoClient client;
  private final Executor completions;
  private final Consumer<String> onBroken;

  // guarded by this
  private final Deque<PendingPublish> waiting = new ArrayDeque<>();
  private final Set<PendingPublish> inFlight = new HashSet<>();
  private int window = 1;
  private long maxPacketBytes = Long.MAX_VALUE;
  private boolean ended;
  private long lastProgress = System.nanoTime();

  /**
   * @param completions executor that completes futures: not the client's own thread, which a
   *     blocking caller would block
   * @param onBroken receives the reason when the connection becomes unusable, for users
   */
  InFlightWindow(PahoClient client, Executor completions, Consumer<String> onBroken) {
    this.client = client;
    this.completions = completions;
    this.onBroken = onBroken;
  }

  /** Sets how many messages may be unacknowledged (Receive Maximum). */
  synchronized void window(int messages) {
    window = messages;
  }

  /** Sets the largest packet that the broker accepts (Maximum Packet Size), in bytes. */
  synchronized void maxPacketBytes(long bytes) {
    maxPacketBytes = bytes;
  }

  /** Whether a packet is small enough for the broker. */
  synchronized boolean fits(PendingPublish publish) {
    return tooLarge(publish).isEmpty();
  }

  private Optional<MessageTooLargeException> tooLarge(PendingPublish publish) {
    try {
      int size = publish.size();
      return size <= maxPacketBytes
          ? Optional.empty()
          : Optional.of(
              new MessageTooLargeException(
                  ConnectionErrors.tooLarge(publish.topic(), size, maxPacketBytes)));
    } catch (MqttException e) {
      return Optional.empty(); // sending it fails in the same way, which is reported
    }
  }

  /**
   * Sends a message as soon as the window allows.
   *
   * @return completes when the broker has acknowledged, or fails
   */
  CompletableFuture<Void> send(PendingPublish publish) {
    synchronized (this) {
      Optional<MessageTooLargeException> tooLarge = tooLarge(publish);
      if (tooLarge.isPresent()) {
        return CompletableFuture.failedFuture(tooLarge.get());
      }
      if (ended) {
        return CompletableFuture.failedFuture(
            new NotConnectedException("The connection has ended"));
      }
      if (waiting.size() < MAX_WAITING) {
        waiting.add(publish);
        sendWaiting();
        return publish.done();
      }
      ended = true;
    }
    // Announcements are published again after the next connect, with their newest payloads.
    onBroken.accept("The MQTT broker accepts messages too slowly: check whether it is overloaded");
    return CompletableFuture.failedFuture(
        new NotConnectedException("Too many messages are waiting"));
  }

  /** Waits until all messages are acknowledged, at most {@code timeoutMs} milliseconds. */
  synchronized void awaitAcknowledgements(long timeoutMs) {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
    long remaining = timeoutMs;
    while (!(inFlight.isEmpty() && waiting.isEmpty()) && remaining > 0 && client.isConnected()) {
      try {
        wait(remaining);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      remaining = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
    }
  }

  /** Sends nothing more; pending messages fail. */
  void close() {
    List<PendingPublish> lost;
    synchronized (this) {
      ended = true;
      lost = new ArrayList<>(inFlight);
      lost.addAll(waiting);
      inFlight.clear();
      waiting.clear();
    }
    for (PendingPublish publish : lost) {
      fail(
          publish,
          new NotConnectedException(
              "The connection ended before the broker acknowledged the message"));
    }
  }

  /** Whether nothing more is sent. */
  synchronized boolean ended() {
    return ended;
  }

  /** Whether messages are in flight but none has been acknowledged for a minute. */
  synchronized boolean stalled() {
    return !inFlight.isEmpty() && System.nanoTime() - lastProgress > STALL_TIMEOUT.toNanos();
  }

  private synchronized void sendWaiting() {
    while (!ended && inFlight.size() < window && !waiting.isEmpty()) {
      PendingPublish publish = waiting.remove();
      if (inFlight.isEmpty()) {
        lastProgress = System.nanoTime();
      }
      inFlight.add(publish);
      try {
        client.publish(publish.topic(), publish.message(), null, listener(publish));
      } catch (MqttException e) {
        notSent(publish, e);
      }
    }
  }

  private synchronized void notSent(PendingPublish publish, MqttException e) {
    inFlight.remove(publish);
    boolean connected = client.isConnected(); // otherwise its end is about to be reported
    ended = publish.required() || !connected;
    fail(publish, new NotConnectedException("The message could not be sent"));
    if (connected && publish.required()) {
      onBroken.accept(ConnectionErrors.sendFailed(e, publish.topic()));
    }
  }

  private MqttActionListener listener(PendingPublish publish) {
    return new MqttActionListener() {
      @Override
      public void onSuccess(IMqttToken token) {
        int[] reasons = token.getReasonCodes(); // a refusal arrives as a success with a reason code
        int reason = reasons == null || reasons.length == 0 ? 0 : reasons[0];
        if (reason < FIRST_ERROR) {
          acknowledged(publish);
        } else {
          refused(publish, ConnectionErrors.refused(reason, publish.topic()));
        }
      }

      @Override
      public void onFailure(IMqttToken token, Throwable e) {
        if (complete(publish, true)) {
          fail(
              publish,
              new NotConnectedException(
                  "The connection was lost")); // the reason is reported at its end
        }
      }
    };
  }

  private void acknowledged(PendingPublish publish) {
    if (complete(publish, false)) {
      completions.execute(() -> publish.done().complete(null));
    }
  }

  private void refused(PendingPublish publish, String why) {
    if (complete(publish, publish.required())) {
      fail(
          publish,
          publish.required() ? new NotConnectedException(why) : new PublishRefusedException(why));
    }
    if (publish.required()) {
      onBroken.accept(why);
    }
  }

  /** Removes a message from those in flight; returns whether it was among them. */
  private synchronized boolean complete(PendingPublish publish, boolean end) {
    lastProgress = System.nanoTime();
    ended |= end;
    boolean found = inFlight.remove(publish);
    sendWaiting();
    notifyAll();
    return found;
  }

  private void fail(PendingPublish publish, Exception why) {
    completions.execute(() -> publish.done().completeExceptionally(why));
  }
}
