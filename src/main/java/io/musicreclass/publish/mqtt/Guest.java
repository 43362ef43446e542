package io.musicreclass.publish.mqtt;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;

/**
 * Somebody with a node's login who comes to the broker for a moment. Whatever fails is an {@link
 * IllegalStateException} in plain words with the mend.
 */
final class Guest implements AutoCloseable {
  static final long PATIENCE_MS = 15_000;

  private final MqttSettings settings;
  private final Client client;

  private Guest(MqttSettings settings, Client client) {
    this.settings = settings;
    this.client = client;
  }

  /**
   * Connects.
   *
   * @param errand what for: the end of the client's id
   * @param arrived gets topics and messages on the client's own thread; must not wait
   */
  static Guest come(MqttSettings settings, String errand, BiConsumer<String, MqttMessage> arrived) {
    Client client;
    try {
      client = new Client(settings.uri(), "reclass-" + settings.node() + "-" + errand);
    } catch (MqttException e) {
      throw new IllegalStateException(Trouble.connecting(e, settings), e);
    }
    Guest guest = new Guest(settings, client);
    boolean connected = false;
    try {
      client.setCallback(new Callbacks(new CompletableFuture<>(), arrived));
      guest.waitFor(client.connect(Options.visitor(settings)));
      connected = true;
      return guest;
    } catch (MqttException e) {
      throw guest.trouble(e);
    } finally {
      if (!connected) {
        guest.leave(false);
      }
    }
  }

  void listen(String filter) {
    try {
      if (refused(client.subscribe(filter, 1))) {
        throw new IllegalStateException(Trouble.deaf(filter));
      }
    } catch (MqttException e) {
      throw trouble(e);
    }
  }

  void say(String topic, byte[] payload, boolean retained) {
    try {
      IMqttToken token = client.publish(topic, payload, 1, retained);
      if (refused(token)) {
        throw new IllegalStateException(Trouble.refused(token.getReasonCodes()[0], topic));
      }
    } catch (MqttException e) {
      throw trouble(e);
    }
  }

  private boolean refused(IMqttToken token) throws MqttException {
    waitFor(token);
    int[] reasons = token.getReasonCodes();
    return reasons != null && reasons.length > 0 && reasons[0] >= Mailbag.REFUSED;
  }

  private void waitFor(IMqttToken token) throws MqttException {
    token.waitForCompletion(PATIENCE_MS);
  }

  private IllegalStateException trouble(MqttException e) {
    return new IllegalStateException(Trouble.connecting(e, settings), e);
  }

  private void leave(boolean politely) {
    try {
      client.disconnectForcibly(0, politely ? Connection.DISCONNECT : 1, politely);
      client.close();
    } catch (MqttException e) {
      // it was down already
    }
  }

  @Override
  public void close() {
    leave(true);
  }
}
