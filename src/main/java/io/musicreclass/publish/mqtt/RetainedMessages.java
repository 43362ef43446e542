package io.musicreclass.publish.mqtt;

import io.musicreclass.publish.NodeTopics;
import io.musicreclass.publish.homeassistant.Discovery;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.jboss.logging.Logger;

/** Takes all that the broker keeps of a node away, so that Home Assistant forgets it, too. */
public final class RetainedMessages implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(RetainedMessages.class);
  private static final byte[] NOTHING = {};

  private final MqttSettings settings;
  private final String base;
  private final String marker;
  private final Map<String, String> kept = new ConcurrentHashMap<>();
  private final CountDownLatch complete = new CountDownLatch(1);
  private final ShortLivedClient client;

  private RetainedMessages(MqttSettings settings) {
    this.settings = settings;
    this.base = NodeTopics.base(settings.node());
    this.marker = base + "response/forget";
    this.client = ShortLivedClient.connect(settings, "forget", this::arrived);
  }

  /**
   * Empties every retained topic of a node: those below its base, and its discovery.
   *
   * @param prefix what Home Assistant's discovery topics start with
   * @return the topics that were emptied
   * @throws IllegalStateException when a daemon is there, which would say everything again, or the
   *     broker cannot be reached or does not allow it; says the mend
   */
  public static Set<String> delete(MqttSettings settings, String prefix) {
    try (RetainedMessages forget = new RetainedMessages(settings)) {
      return forget.all(prefix);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted before all was forgotten", e);
    }
  }

  private Set<String> all(String prefix) throws InterruptedException {
    client.subscribe(base + "#");
    listenForEntities(prefix);
    client.publish(marker, NOTHING, false); // the broker sends what it keeps before what comes now
    if (!complete.await(ShortLivedClient.TIMEOUT_MS, TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException("The MQTT broker does not answer: look into its log");
    }
    if (Announcements.ONLINE.equals(kept.get(base + NodeTopics.STATUS))) {
      throw new IllegalStateException(
          "Reclass runs as "
              + settings.node()
              + " and would say everything again: stop it first (sudo systemctl stop reclass, or"
              + " Ctrl+C)");
    }
    Set<String> topics = new TreeSet<>(kept.keySet());
    topics.add(Discovery.topic(prefix, settings.node()));
    topics.forEach(topic -> client.publish(topic, NOTHING, true));
    return topics;
  }

  /**
   * Where a broker takes no message of the device's size, its entities have topics of their own.
   */
  private void listenForEntities(String prefix) {
    try {
      client.subscribe(prefix + "/+/reclass_" + settings.node() + "/+/config");
    } catch (IllegalStateException forbidden) {
      LOG.infof("Topics of single entities are not looked for: %s", forbidden.getMessage());
    }
  }

  private void arrived(String topic, MqttMessage message) {
    if (topic.equals(marker)) {
      complete.countDown();
    } else if (message.isRetained()) {
      kept.put(topic, new String(message.getPayload(), StandardCharsets.UTF_8));
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
