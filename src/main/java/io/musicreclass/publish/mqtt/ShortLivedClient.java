package io.musicreclass.publish.mqtt;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;

/**
 * A short-lived MQTT client with this node's credentials. Every failure is an {@link
 * IllegalStateException} for users, with the remedy.
 */
final class ShortLivedClient implements AutoCloseable {
  static final long TIMEOUT_MS = 15_000;

  private final MqttSettings settings;
  private final PahoClient client;

  private ShortLivedClient(MqttSettings settings, PahoClient client) {
    this.settings = settings;
    this.client = client;
  }

  /**
   * Connects.
   *
   * @param purpose suffix of the client id
   * @param arrived receives topics and messages on the client's own thread; must not block
   */
  static ShortLivedClient connect(
      MqttSettings settings, String purpose, BiConsumer<String, MqttMessage> arrived) {
    PahoClient client;
    try {
      client = new PahoClient(settings.uri(), "reclass-" + settings.node() + "-" + purpose);
    } catch (MqttException e) {
      throw new IllegalStateException(ConnectionErrors.connecting(e, settings), e);
    }
    ShortLivedClient shortLivedClient = new ShortLivedClient(settings, client);
    boolean connected = false;
    try {
      client.setCallback(new ConnectionCallbacks(new CompletableFuture<>(), arrived));
      shortLivedClient.waitFor(client.connect(ConnectOptions.withoutWill(settings)));
      connected = true;
      return shortLivedClient;
    } catch (MqttException e) {
      throw shortLivedClient.failure(e);
    } finally {
      if (!connected) {
        shortLivedClient.disconnect(false);
      }
    }
  }

  void subscribe(String filter) {
    try {
      if (refused(client.subscribe(filter, 1))) {
        throw new IllegalStateException(ConnectionErrors.subscriptionRefused(filter));
      }
    } catch (MqttException e) {
      throw failure(e);
    }
  }

  void publish(String topic, byte[] payload, boolean retained) {
    try {
      IMqttToken token = client.publish(topic, payload, 1, retained);
      if (refused(token)) {
        throw new IllegalStateException(ConnectionErrors.refused(token.getReasonCodes()[0], topic));
      }
    } catch (MqttException e) {
      throw failure(e);
    }
  }

  private boolean refused(IMqttToken token) throws MqttException {
    waitFor(token);
    int[] reasons = token.getReasonCodes();
    return reasons != null && reasons.length > 0 && reasons[0] >= InFlightWindow.FIRST_ERROR;
  }

  private void waitFor(IMqttToken token) throws MqttException {
    token.waitForCompletion(TIMEOUT_MS);
  }

  private IllegalStateException failure(MqttException e) {
    return new IllegalStateException(ConnectionErrors.connecting(e, settings), e);
  }

  private void disconnect(boolean graceful) {
    try {
      client.disconnectForcibly(0, graceful ? Connection.DISCONNECT_MS : 1, graceful);
      client.close();
    } catch (MqttException e) {
      // already disconnected
    }
  }

  @Override
  public void close() {
    disconnect(true);
  }
}
