package io.musicreclass.publish.mqtt;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** Callbacks of one MQTT connection: messages received and the reason it closed. */
final class ConnectionCallbacks implements MqttCallback {
  private final CompletableFuture<String> end;
  private final BiConsumer<String, MqttMessage> arrived;

  /**
   * @param end completed with the reason, for users
   * @param arrived receives topics and messages on the client's own thread; must not block
   */
  ConnectionCallbacks(CompletableFuture<String> end, BiConsumer<String, MqttMessage> arrived) {
    this.end = end;
    this.arrived = arrived;
  }

  @Override
  public void disconnected(MqttDisconnectResponse response) {
    end.complete(ConnectionErrors.lost(response.getReturnCode()));
  }

  @Override
  public void mqttErrorOccurred(MqttException e) {
    end.complete(ConnectionErrors.lost(e.getReasonCode()));
  }

  @Override
  public void messageArrived(String topic, MqttMessage message) {
    arrived.accept(topic, message);
  }

  @Override
  public void deliveryComplete(IMqttToken token) {}

  @Override
  public void connectComplete(boolean reconnect, String uri) {}

  @Override
  public void authPacketArrived(int reasonCode, MqttProperties properties) {}
}
