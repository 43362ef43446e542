package io.musicreclass.publish;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;

/**
 * One connection from CONNECT to its end; never used twice, so that nothing of an old one is sent
 * again by the client: what was not acknowledged fails, and its owner sends it anew.
 */
final class Connection implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(15); // TCP, TLS and CONNACK together
  private static final Duration SILENCE = Duration.ofSeconds(60);
  private static final long GOODBYE = 2_000; // ms
  private static final int REFUSED = 0x80; // reason codes from here on are errors (MQTT 5, 2.4)

  private record Parcel(String topic, MqttMessage message, CompletableFuture<Void> done) {}

  private final Client client;
  private final Executor completions;
  private final CompletableFuture<String> end = new CompletableFuture<>();

  // guarded by this
  private final Deque<Parcel> waiting = new ArrayDeque<>();
  private final Set<Parcel> flying = new HashSet<>();
  private int window = 1;
  private boolean over;
  private long lastProgress = System.nanoTime();

  /**
   * Connects, which takes 15 s at most.
   *
   * @param completions where futures are completed: not on the client's own thread, where a caller
   *     that blocks would block the client
   * @throws MqttException when there is no connection; {@link Trouble} puts it into words
   * @throws IllegalArgumentException when the TLS files are not good any more
   */
  static Connection open(MqttSettings settings, Executor completions) throws MqttException {
    Connection connection = new Connection(settings, completions);
    boolean connected = false;
    try {
      connection.connect(settings);
      connected = true;
      return connection;
    } finally {
      if (!connected) {
        connection.hangUp(false);
      }
    }
  }

  private Connection(MqttSettings settings, Executor completions) throws MqttException {
    this.completions = completions;
    // The same name each time: the broker then ends our old connection, if it still believes in
    // it, before the new one, and its will cannot say "offline" after we said "online".
    client = new Client(settings.uri(), "reclass-" + settings.node());
    client.setCallback(new Ending(end));
  }

  private void connect(MqttSettings settings) throws MqttException {
    IMqttToken token = client.connect(Options.of(settings));
    token.waitForCompletion(CONNECT.toMillis());
    Integer most = token.getResponseProperties().getReceiveMaximum();
    synchronized (this) {
      window = most == null ? Mqtt.MAX_IN_FLIGHT : Math.min(Mqtt.MAX_IN_FLIGHT, most);
    }
  }

  /**
   * Sends with QoS 1, in the order of the calls, as many at once as the broker takes.
   *
   * @return completes when the broker has acknowledged; fails with {@link NotConnected} when this
   *     connection ends before
   */
  CompletableFuture<Void> send(String topic, String payload, boolean retained) {
    MqttMessage message = new MqttMessage(payload.getBytes(StandardCharsets.UTF_8));
    message.setQos(1);
    message.setRetained(retained);
    Parcel parcel = new Parcel(topic, message, new CompletableFuture<>());
    synchronized (this) {
      if (over) {
        return CompletableFuture.failedFuture(new NotConnected("The connection has ended"));
      }
      waiting.add(parcel);
      pump();
    }
    return parcel.done;
  }

  /**
   * Waits until the connection is lost or {@link #leave} is called.
   *
   * @return why it was lost, for people; empty when left
   */
  String awaitEnd() throws InterruptedException {
    while (true) {
      try {
        return end.get(5, TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        giveUp();
      } catch (ExecutionException e) {
        throw new IllegalStateException(e); // nobody completes it so
      }
    }
  }

  /** Makes {@link #awaitEnd} return. */
  void leave() {
    end.complete("");
  }

  /** Waits for what is on its way, 2 s at most, then disconnects; what is left fails. */
  @Override
  public void close() {
    boolean left = end.getNow("lost").isEmpty();
    if (left) {
      awaitAcknowledgements();
    }
    List<Parcel> lost;
    synchronized (this) {
      over = true;
      lost = new ArrayList<>(flying);
      lost.addAll(waiting);
      flying.clear();
      waiting.clear();
    }
    for (Parcel parcel : lost) {
      fail(parcel, "The connection ended before the broker acknowledged");
    }
    hangUp(left);
  }

  private synchronized void awaitAcknowledgements() {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GOODBYE);
    long rest = GOODBYE;
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

  /** Ends a connection that is of no use any more and does not end by itself. */
  private synchronized void giveUp() {
    if (over) {
      end.complete(Trouble.lost(0));
    } else if (!flying.isEmpty() && System.nanoTime() - lastProgress > SILENCE.toNanos()) {
      end.complete("The MQTT broker does not acknowledge messages any more: look into its log");
    }
  }

  private synchronized void pump() {
    while (!over && flying.size() < window && !waiting.isEmpty()) {
      Parcel parcel = waiting.remove();
      if (flying.isEmpty()) {
        lastProgress = System.nanoTime();
      }
      flying.add(parcel);
      try {
        client.publish(parcel.topic, parcel.message, null, listener(parcel));
      } catch (MqttException e) {
        flying.remove(parcel);
        over = true;
        fail(parcel, "The connection takes no more");
        if (client.isConnected()) { // else its end is about to be told
          end.complete(Trouble.unsent(e, parcel.topic));
        }
      }
    }
  }

  private MqttActionListener listener(Parcel parcel) {
    return new MqttActionListener() {
      @Override
      public void onSuccess(IMqttToken token) {
        int[] reasons = token.getReasonCodes(); // a refusal comes as a success with a code
        int reason = reasons == null || reasons.length == 0 ? 0 : reasons[0];
        if (reason < REFUSED) {
          acknowledged(parcel);
        } else {
          String trouble = Trouble.refused(reason, parcel.topic);
          failed(parcel, trouble);
          end.complete(trouble);
        }
      }

      @Override
      public void onFailure(IMqttToken token, Throwable e) {
        failed(parcel, "The connection was lost"); // why, its end tells
      }
    };
  }

  private void acknowledged(Parcel parcel) {
    if (settle(parcel, false)) {
      completions.execute(() -> parcel.done.complete(null));
    }
  }

  /** Nothing is sent after a message that failed: it would arrive before it. */
  private void failed(Parcel parcel, String why) {
    if (settle(parcel, true)) {
      fail(parcel, why);
    }
  }

  /** Whether the message was still on its way. */
  private synchronized boolean settle(Parcel parcel, boolean last) {
    lastProgress = System.nanoTime();
    over |= last;
    boolean flew = flying.remove(parcel);
    pump();
    notifyAll();
    return flew;
  }

  private void fail(Parcel parcel, String why) {
    completions.execute(() -> parcel.done.completeExceptionally(new NotConnected(why)));
  }

  private void hangUp(boolean politely) {
    try {
      // Without DISCONNECT the broker sends our will.
      client.disconnectForcibly(0, politely ? GOODBYE : 1, politely);
      client.close();
    } catch (MqttException e) {
      // it was down already
    }
  }
}
