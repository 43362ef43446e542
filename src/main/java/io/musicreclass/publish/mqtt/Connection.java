package io.musicreclass.publish.mqtt;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;

/**
 * One connection from CONNECT to its end; never used twice, so that nothing of an old one is sent
 * again by the client: what was not acknowledged fails, and its owner sends it anew.
 */
final class Connection implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(15); // TCP, TLS and CONNACK together
  private static final long GOODBYE = 2_000; // ms

  /**
   * For DISCONNECT to leave, in ms: Paho 1.2.5 always waits all of it. Should it not leave in time,
   * the broker sends our will, which says what we have said before.
   */
  static final long DISCONNECT = 200;

  private final PahoClient client;
  private final InFlightWindow inFlight;
  private final CompletableFuture<String> end = new CompletableFuture<>();

  /**
   * Connects, which takes 15 s at most.
   *
   * @param completions where futures are completed: not on the client's own thread, where a caller
   *     that blocks would block the client
   * @param arrived gets topics and messages on the client's own thread; must not wait
   * @throws MqttException when there is no connection; {@link ConnectionErrors} puts it into words
   * @throws IllegalArgumentException when the TLS files are not good any more
   */
  static Connection open(
      MqttSettings settings, Executor completions, BiConsumer<String, MqttMessage> arrived)
      throws MqttException {
    // The same name each time: the broker then ends our old connection, if it still believes in
    // it, before the new one, and its will cannot say "offline" after we said "online".
    PahoClient client = new PahoClient(settings.uri(), "reclass-" + settings.node());
    Connection connection = new Connection(client, completions, arrived);
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

  private Connection(
      PahoClient client, Executor completions, BiConsumer<String, MqttMessage> arrived) {
    this.client = client;
    this.inFlight = new InFlightWindow(client, completions, end::complete);
    client.setCallback(new ConnectionCallbacks(end, arrived));
  }

  private void connect(MqttSettings settings) throws MqttException {
    IMqttToken token = client.connect(ConnectOptions.of(settings));
    token.waitForCompletion(CONNECT.toMillis());
    Integer most = token.getResponseProperties().getReceiveMaximum();
    inFlight.window(most == null ? Mqtt.MAX_IN_FLIGHT : Math.min(Mqtt.MAX_IN_FLIGHT, most));
    Long largest = token.getResponseProperties().getMaximumPacketSize();
    inFlight.largest(largest == null ? Long.MAX_VALUE : largest);
  }

  /**
   * Asks for messages and waits for the answer. Not for the client's own threads.
   *
   * @return those of the filters that the broker refuses
   */
  List<String> subscribe(List<String> filters) throws MqttException {
    if (filters.isEmpty()) {
      return List.of();
    }
    IMqttToken token =
        client.subscribe(
            filters.stream()
                .map(filter -> new MqttSubscription(filter, 1))
                .toArray(MqttSubscription[]::new));
    token.waitForCompletion(CONNECT.toMillis());
    int[] reasons = token.getReasonCodes();
    return IntStream.range(0, filters.size())
        .filter(i -> reasons[i] >= InFlightWindow.REFUSED)
        .mapToObj(filters::get)
        .toList();
  }

  /**
   * Sends with QoS 1, in the order of the calls, as many at once as the broker takes.
   *
   * @return completes when the broker has acknowledged; fails with {@link NotConnectedException}
   *     when this connection ends before, and with {@link MessageTooLargeException} when the broker
   *     takes none of that size
   */
  CompletableFuture<Void> send(String topic, String payload, boolean retained) {
    MqttMessage message = new MqttMessage(payload.getBytes(StandardCharsets.UTF_8));
    message.setQos(1);
    message.setRetained(retained);
    return inFlight.send(new PendingPublish(topic, message, true));
  }

  /** Whether the broker takes a retained message of that size. */
  boolean fits(String topic, String payload) {
    MqttMessage message = new MqttMessage(payload.getBytes(StandardCharsets.UTF_8), 1, true, null);
    return inFlight.fits(new PendingPublish(topic, message, true));
  }

  /**
   * The same for a message that nothing else depends on: when the broker does not take it, the
   * connection goes on, and the future fails with {@link PublishRefusedException}.
   */
  CompletableFuture<Void> sendIfAllowed(String topic, MqttMessage message) {
    return inFlight.send(new PendingPublish(topic, message, false));
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
      inFlight.awaitAcknowledgements(GOODBYE);
    }
    inFlight.close();
    hangUp(left);
  }

  /** Ends a connection that is of no use any more and does not end by itself. */
  private void giveUp() {
    if (inFlight.over()) {
      end.complete(ConnectionErrors.lost(0));
    } else if (inFlight.silent()) {
      end.complete("The MQTT broker does not acknowledge messages any more: look into its log");
    }
  }

  private void hangUp(boolean politely) {
    try {
      // Without DISCONNECT the broker sends our will.
      client.disconnectForcibly(0, politely ? DISCONNECT : 1, politely);
      client.close();
    } catch (MqttException e) {
      // it was down already
    }
  }
}
