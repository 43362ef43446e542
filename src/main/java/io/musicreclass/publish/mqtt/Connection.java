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
 * One connection, from CONNECT to its end. It is never reused, so the client does not resend
 * messages of an earlier connection: unacknowledged messages fail, and their owner sends them
 * again.
 */
final class Connection implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(15); // TCP, TLS and CONNACK
  private static final long ACKNOWLEDGE_TIMEOUT_MS = 2_000;

  /**
   * Time for sending DISCONNECT: Paho 1.2.5 always waits this long. If it is not sent in time, the
   * broker publishes the will, which repeats the status already published.
   */
  static final long DISCONNECT_MS = 200;

  private final PahoClient client;
  private final InFlightWindow inFlight;
  private final CompletableFuture<String> end = new CompletableFuture<>();

  /**
   * Connects, which takes at most 15 s.
   *
   * @param completions executor that completes futures: not the client's own thread, which a
   *     blocking caller would block
   * @param arrived receives topics and messages on the client's own thread; must not block
   * @throws MqttException if there is no connection; {@link ConnectionErrors} describes it
   * @throws IllegalArgumentException if the TLS files are no longer valid
   */
  static Connection open(
      MqttSettings settings, Executor completions, BiConsumer<String, MqttMessage> arrived)
      throws MqttException {
    // The same client id each time: the broker then closes an earlier connection that it has not
    // noticed is lost, so its will cannot publish "offline" after this one's "online".
    PahoClient client = new PahoClient(settings.uri(), "reclass-" + settings.node());
    Connection connection = new Connection(client, completions, arrived);
    boolean connected = false;
    try {
      connection.connect(settings);
      connected = true;
      return connection;
    } finally {
      if (!connected) {
        connection.disconnect(false);
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
    token.waitForCompletion(CONNECT_TIMEOUT.toMillis());
    Integer receiveMaximum = token.getResponseProperties().getReceiveMaximum();
    inFlight.window(
        receiveMaximum == null ? Mqtt.MAX_IN_FLIGHT : Math.min(Mqtt.MAX_IN_FLIGHT, receiveMaximum));
    Long maxPacket = token.getResponseProperties().getMaximumPacketSize();
    inFlight.maxPacketBytes(maxPacket == null ? Long.MAX_VALUE : maxPacket);
  }

  /**
   * Subscribes and waits for the answer. Must not be called by the client's own threads.
   *
   * @return the filters that the broker refuses
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
    token.waitForCompletion(CONNECT_TIMEOUT.toMillis());
    int[] reasons = token.getReasonCodes();
    return IntStream.range(0, filters.size())
        .filter(i -> reasons[i] >= InFlightWindow.FIRST_ERROR)
        .mapToObj(filters::get)
        .toList();
  }

  /**
   * Sends with QoS 1, in the order of the calls, as many at a time as the broker accepts.
   *
   * @return completes when the broker has acknowledged; fails with {@link NotConnectedException} if
   *     this connection ends before that, and with {@link MessageTooLargeException} if the message
   *     is larger than the broker accepts
   */
  CompletableFuture<Void> send(String topic, String payload, boolean retained) {
    MqttMessage message = new MqttMessage(payload.getBytes(StandardCharsets.UTF_8));
    message.setQos(1);
    message.setRetained(retained);
    return inFlight.send(new PendingPublish(topic, message, true));
  }

  /** Whether the broker accepts a retained message of that size. */
  boolean fits(String topic, String payload) {
    MqttMessage message = new MqttMessage(payload.getBytes(StandardCharsets.UTF_8), 1, true, null);
    return inFlight.fits(new PendingPublish(topic, message, true));
  }

  /**
   * As {@link #send}, for an optional message: if the broker refuses it, the connection stays open
   * and the future fails with {@link PublishRefusedException}.
   */
  CompletableFuture<Void> sendIfAllowed(String topic, MqttMessage message) {
    return inFlight.send(new PendingPublish(topic, message, false));
  }

  /**
   * Waits until the connection is lost or {@link #leave} is called.
   *
   * @return why it was lost, for users; empty after {@link #leave}
   */
  String awaitEnd() throws InterruptedException {
    while (true) {
      try {
        return end.get(5, TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        endIfUnusable();
      } catch (ExecutionException e) {
        throw new IllegalStateException(e); // never completed exceptionally
      }
    }
  }

  /** Makes {@link #awaitEnd} return. */
  void leave() {
    end.complete("");
  }

  /** Waits up to 2 s for acknowledgements, then disconnects; messages still pending fail. */
  @Override
  public void close() {
    boolean left = end.getNow("lost").isEmpty();
    if (left) {
      inFlight.awaitAcknowledgements(ACKNOWLEDGE_TIMEOUT_MS);
    }
    inFlight.close();
    disconnect(left);
  }

  /** Ends a connection that has become unusable without being closed. */
  private void endIfUnusable() {
    if (inFlight.ended()) {
      end.complete(ConnectionErrors.lost(0));
    } else if (inFlight.stalled()) {
      end.complete("The MQTT broker no longer acknowledges messages: check its log");
    }
  }

  private void disconnect(boolean graceful) {
    try {
      // Without DISCONNECT the broker publishes the will.
      client.disconnectForcibly(0, graceful ? DISCONNECT_MS : 1, graceful);
      client.close();
    } catch (MqttException e) {
      // already disconnected
    }
  }
}
