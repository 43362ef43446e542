package io.musicreclass.publish;

import java.util.concurrent.CompletableFuture;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** Hears of a connection only how it ends. */
final class Ending implements MqttCallback {
  private final CompletableFuture<String> end;

  /**
   * @param end gets the reason, for people
   */
  Ending(CompletableFuture<String> end) {
    this.end = end;
  }

  @Override
  public void disconnected(MqttDisconnectResponse response) {
    end.complete(Trouble.lost(response.getReturnCode()));
  }

  @Override
  public void mqttErrorOccurred(MqttException e) {
    end.complete(Trouble.lost(e.getReasonCode()));
  }

  @Override
  public void messageArrived(String topic, MqttMessage message) {}

  @Override
  public void deliveryComplete(IMqttToken token) {}

  @Override
  public void connectComplete(boolean reconnect, String uri) {}

  @Override
  public void authPacketArrived(int reasonCode, MqttProperties properties) {}
}
