package io.musicreclass.publish.mqtt;

import io.musicreclass.config.MqttConfig;
import io.musicreclass.testing.TestMqttConfig;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A separate process that is online until it is killed. */
final class OnlineProcess {
  private OnlineProcess() {}

  /**
   * Connects and waits.
   *
   * @param args the broker's URL and the node
   */
  public static void main(String[] args) throws InterruptedException {
    MqttConfig config = TestMqttConfig.of("url", args[0], "node", args[1]);
    CountDownLatch never = new CountDownLatch(1);
    try (Mqtt mqtt = new Mqtt(MqttSettings.of(config, Path.of("/")))) {
      mqtt.start(() -> {});
      never.await();
    }
  }
}
