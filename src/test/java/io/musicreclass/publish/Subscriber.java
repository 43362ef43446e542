package io.musicreclass.publish;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** A client with a persistent session (QoS 1) that reconnects and records all messages. */
public final class Subscriber implements AutoCloseable {
  /** A message as received. */
  public record Message(String topic, String payload, boolean retained) {}

  private final String url;
  private final String clientId;
  private final String filter;
  private final List<Message> messages = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Void> subscribed = new CompletableFuture<>();
  private final Thread loop = new Thread(this::run, "subscriber");

  /** Connects and returns once subscribed. */
  public Subscriber(String url, String clientId, String filter) {
    this.url = url;
    this.clientId = clientId;
    this.filter = filter;
    loop.setDaemon(true);
    loop.start();
    subscribed.join();
  }

  /** All received messages, in order, including repetitions. */
  public List<Message> messages() {
    return List.copyOf(messages);
  }

  /** The payloads of one topic, in order. */
  public List<String> payloads(String topic) {
    return messages.stream().filter(m -> m.topic().equals(topic)).map(Message::payload).toList();
  }

  /** Waits for a matching message; fails after half a minute. */
  public Message await(Predicate<Message> expected) {
    Eventually.holds(
        "a message among " + messages.size(), () -> messages.stream().anyMatch(expected));
    return messages.stream().filter(expected).findFirst().orElseThrow();
  }

  @Override
  public void close() {
    loop.interrupt();
    try {
      loop.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        try {
          receive();
        } catch (MqttException e) {
          Thread.sleep(200); // the broker is unavailable
        }
      }
    } catch (InterruptedException e) {
      // closed
    }
  }

  private void receive() throws MqttException, InterruptedException {
    CompletableFuture<Void> lost = new CompletableFuture<>();
    MqttAsyncClient client = new MqttAsyncClient(url, clientId, new MemoryPersistence());
    client.setCallback(new Collector(lost));
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setCleanStart(false);
    options.setSessionExpiryInterval(0xFFFF_FFFFL);
    options.setAutomaticReconnect(false);
    try {
      client.connect(options).waitForCompletion(10_000);
      if (!subscribed.isDone()) {
        client.subscribe(filter, 1).waitForCompletion(10_000);
        subscribed.complete(null);
      }
      lost.get();
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    } finally {
      client.disconnectForcibly(0, 100, true); // Paho always waits this long
      client.close();
    }
  }

  /** Records received messages. */
  private final class Collector implements MqttCallback {
    private final CompletableFuture<Void> lost;

    Collector(CompletableFuture<Void> lost) {
      this.lost = lost;
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
      String payload = new String(message.getPayload(), StandardCharsets.UTF_8);
      messages.add(new Message(topic, payload, message.isRetained()));
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {
      lost.complete(null);
    }

    @Override
    public void mqttErrorOccurred(MqttException e) {
      lost.complete(null);
    }

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void connectComplete(boolean reconnect, String uri) {}

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {}
  }
}
