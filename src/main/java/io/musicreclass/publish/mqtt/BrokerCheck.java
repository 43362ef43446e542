package io.musicreclass.publish.mqtt;

import io.musicreclass.config.MqttConfig;
import io.musicreclass.publish.NodeTopics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Checks a broker by publishing a test message and receiving it. */
public final class BrokerCheck {
  private BrokerCheck() {}

  /**
   * Connects with the node's credentials, subscribes to one of the node's topics, publishes there
   * and waits for the message. If no broker is configured, starts the embedded one for the check.
   *
   * @param root base of relative paths in the configuration
   * @return the result, for users
   * @throws IllegalStateException if the check fails; the message gives the reason and the remedy
   * @throws IllegalArgumentException with one line per invalid setting
   */
  public static String of(MqttConfig config, Path root) {
    try (BrokerTarget target = BrokerTarget.of(config, root)) {
      String result = of(target.settings());
      return target.embedded()
          ? "none configured; reclass run starts the built-in one, on 127.0.0.1 only, without storage"
          : result;
    }
  }

  /**
   * Checks a running broker.
   *
   * @return the result, for users
   * @throws IllegalStateException if the check fails; the message gives the reason and the remedy
   */
  public static String of(MqttSettings settings) {
    try {
      roundTrip(settings);
    } catch (IllegalArgumentException e) { // a certificate file removed meanwhile
      throw new IllegalStateException(e.getMessage(), e);
    }
    return settings.uri() + "; test message sent and received";
  }

  private static void roundTrip(MqttSettings settings) {
    String topic = NodeTopics.base(settings.node()) + "response/setup";
    byte[] message = UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);
    CountDownLatch received = new CountDownLatch(1);
    try (ShortLivedClient client =
        ShortLivedClient.connect(
            settings,
            "setup",
            (from, arrived) -> {
              if (Arrays.equals(arrived.getPayload(), message)) {
                received.countDown();
              }
            })) {
      client.subscribe(topic);
      client.publish(topic, message, false);
      if (!received.await(ShortLivedClient.TIMEOUT_MS, TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException(ConnectionErrors.notReturned(topic));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for the MQTT broker", e);
    }
  }
}
