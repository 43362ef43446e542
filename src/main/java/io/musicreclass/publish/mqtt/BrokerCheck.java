package io.musicreclass.publish.mqtt;

import io.musicreclass.config.MqttConfig;
import io.musicreclass.publish.NodeTopics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Whether a broker can be used: a message goes there and comes back. */
public final class BrokerCheck {
  private BrokerCheck() {}

  /**
   * Connects as the node would, listens to a topic of the node's, publishes there and waits until
   * it hears itself. Without a configured broker the embedded one is started for it.
   *
   * @param root what relative paths in the configuration start from
   * @return what was found good
   * @throws IllegalStateException what is wrong, in plain words with the mend
   * @throws IllegalArgumentException with one line for each setting that is wrong
   */
  public static String of(MqttConfig config, Path root) {
    try (BrokerTarget target = BrokerTarget.of(config, root)) {
      String good = of(target.settings());
      return target.embedded()
          ? "none of your own: run brings a small one, on 127.0.0.1 only, that keeps nothing"
          : good;
    }
  }

  /**
   * The same with a broker that runs.
   *
   * @throws IllegalStateException what is wrong, in plain words with the mend
   */
  public static String of(MqttSettings settings) {
    try {
      roundTrip(settings);
    } catch (IllegalArgumentException e) { // a certificate that has been taken away since
      throw new IllegalStateException(e.getMessage(), e);
    }
    return settings.uri() + ": a message went there and came back";
  }

  private static void roundTrip(MqttSettings settings) {
    String topic = NodeTopics.base(settings.node()) + "response/setup";
    byte[] message = UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);
    CountDownLatch back = new CountDownLatch(1);
    try (ShortLivedClient client =
        ShortLivedClient.connect(
            settings,
            "setup",
            (from, heard) -> {
              if (Arrays.equals(heard.getPayload(), message)) {
                back.countDown();
              }
            })) {
      client.subscribe(topic);
      client.publish(topic, message, false);
      if (!back.await(ShortLivedClient.TIMEOUT_MS, TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException(ConnectionErrors.notReturned(topic));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted before the MQTT broker had answered", e);
    }
  }
}
