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
 * The messages of one connection: in order, as many at once as the broker takes. Each is
 * acknowledged or fails; once a vital one has failed no other follows, as it would arrive first.
 */
final class InFlightWindow {
  /** Reason codes from here on are errors (MQTT 5, section 2.4). */
  static final int REFUSED = 0x80;

  /** A broker that keeps more waiting is of no use. */
  private static final int MOST_WAITING = 1000;

  private static final Duration SILENCE = Duration.ofSeconds(60);

  private final PahoClient client;
  private final Executor completions;
  private final Consumer<String> broken;

  // guarded by this
  private final Deque<PendingPublish> waiting = new ArrayDeque<>();
  private final Set<PendingPublish> flying = new HashSet<>();
  private int window = 1;
  private long largest = Long.MAX_VALUE;
  private boolean over;
  private long lastProgress = System.nanoTime();

  /**
   * @param completions where futures are completed: not on the client's own thread, where a caller
   *     that blocks would block the client
   * @param broken gets why the connection is of no use any more
   */
  InFlightWindow(PahoClient client, Executor completions, Consumer<String> broken) {
    this.client = client;
    this.completions = completions;
    this.broken = broken;
  }

  /** How many messages the broker takes at once. */
  synchronized void window(int most) {
    window = most;
  }

  /** How many bytes a packet may have that the broker takes. */
  synchronized void largest(long bytes) {
    largest = bytes;
  }

  /** Whether a packet is small enough for the broker. */
  synchronized boolean fits(PendingPublish publish) {
    return tooLarge(publish).isEmpty();
  }

  private Optional<MessageTooLargeException> tooLarge(PendingPublish publish) {
    try {
      int size = publish.size();
      return size <= largest
          ? Optional.empty()
          : Optional.of(
              new MessageTooLargeException(
                  ConnectionErrors.tooLarge(publish.topic(), size, largest)));
    } catch (MqttException e) {
      return Optional.empty(); // sending it fails in the same way, which is told
    }
  }

  CompletableFuture<Void> send(PendingPublish publish) {
    synchronized (this) {
      Optional<MessageTooLargeException> tooLarge = tooLarge(publish);
      if (tooLarge.isPresent()) {
        return CompletableFuture.failedFuture(tooLarge.get());
      }
      if (over) {
        return CompletableFuture.failedFuture(
            new NotConnectedException("The connection has ended"));
      }
      if (waiting.size() < MOST_WAITING) {
        waiting.add(publish);
        pump();
        return publish.done();
      }
      over = true;
    }
    // What waits is said again after the next connect, states in their newest form.
    broken.accept("The MQTT broker does not take messages as fast as they come: is it overloaded?");
    return CompletableFuture.failedFuture(new NotConnectedException("Too many messages wait"));
  }

  /** Waits until all are acknowledged, for so many milliseconds at most. */
  synchronized void awaitAcknowledgements(long patience) {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patience);
    long rest = patience;
    while (!(flying.isEmpty() && waiting.isEmpty()) && rest > 0 && client.isConnected()) {
      try {
        wait(rest);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      rest = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
    }
  }

  /** Takes no more; what is left fails. */
  void close() {
    List<PendingPublish> lost;
    synchronized (this) {
      over = true;
      lost = new ArrayList<>(flying);
      lost.addAll(waiting);
      flying.clear();
      waiting.clear();
    }
    for (PendingPublish publish : lost) {
      fail(
          publish,
          new NotConnectedException("The connection ended before the broker acknowledged"));
    }
  }

  /** Whether no message follows any more. */
  synchronized boolean over() {
    return over;
  }

  /** Whether the broker has not acknowledged anything for a minute, although it should. */
  synchronized boolean silent() {
    return !flying.isEmpty() && System.nanoTime() - lastProgress > SILENCE.toNanos();
  }

  private synchronized void pump() {
    while (!over && flying.size() < window && !waiting.isEmpty()) {
      PendingPublish publish = waiting.remove();
      if (flying.isEmpty()) {
        lastProgress = System.nanoTime();
      }
      flying.add(publish);
      try {
        client.publish(publish.topic(), publish.message(), null, listener(publish));
      } catch (MqttException e) {
        unsent(publish, e);
      }
    }
  }

  private synchronized void unsent(PendingPublish publish, MqttException e) {
    flying.remove(publish);
    boolean connected = client.isConnected(); // else its end is about to be told
    over = publish.vital() || !connected;
    fail(publish, new NotConnectedException("The connection takes no more"));
    if (connected && publish.vital()) {
      broken.accept(ConnectionErrors.unsent(e, publish.topic()));
    }
  }

  private MqttActionListener listener(PendingPublish publish) {
    return new MqttActionListener() {
      @Override
      public void onSuccess(IMqttToken token) {
        int[] reasons = token.getReasonCodes(); // a refusal comes as a success with a code
        int reason = reasons == null || reasons.length == 0 ? 0 : reasons[0];
        if (reason < REFUSED) {
          acknowledged(publish);
        } else {
          refused(publish, ConnectionErrors.refused(reason, publish.topic()));
        }
      }

      @Override
      public void onFailure(IMqttToken token, Throwable e) {
        if (settle(publish, true)) {
          fail(publish, new NotConnectedException("The connection was lost")); // why, its end tells
        }
      }
    };
  }

  private void acknowledged(PendingPublish publish) {
    if (settle(publish, false)) {
      completions.execute(() -> publish.done().complete(null));
    }
  }

  private void refused(PendingPublish publish, String trouble) {
    if (settle(publish, publish.vital())) {
      fail(
          publish,
          publish.vital()
              ? new NotConnectedException(trouble)
              : new PublishRefusedException(trouble));
    }
    if (publish.vital()) {
      broken.accept(trouble);
    }
  }

  /** Whether the message was still on its way. */
  private synchronized boolean settle(PendingPublish publish, boolean last) {
    lastProgress = System.nanoTime();
    over |= last;
    boolean flew = flying.remove(publish);
    pump();
    notifyAll();
    return flew;
  }

  private void fail(PendingPublish publish, Exception why) {
    completions.execute(() -> publish.done().completeExceptionally(why));
  }
}
