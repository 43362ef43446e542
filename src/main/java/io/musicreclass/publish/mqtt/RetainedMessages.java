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

/** Deletes all retained messages of a node, which also removes it from Home Assistant. */
public final class RetainedMessages implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(RetainedMessages.class);
  private static final byte[] EMPTY = {};

  private final MqttSettings settings;
  private final String base;
  private final String marker;
  private final String formerTopic;
  private final Map<String, String> retained = new ConcurrentHashMap<>();
  private final CountDownLatch complete = new CountDownLatch(1);
  private final ShortLivedClient client;

  private RetainedMessages(MqttSettings settings, String prefix) {
    this.settings = settings;
    this.base = NodeTopics.base(settings.node());
    this.marker = base + NodeTopics.RESPONSE + "forget";
    this.formerTopic = Discovery.topic(prefix, Discovery.formerId(settings.node()));
    this.client = ShortLivedClient.connect(settings, "forget", this::arrived);
  }

  /**
   * Deletes the retained messages of a node below its base, and its discovery.
   *
   * @param prefix prefix of Home Assistant's discovery topics
   * @return the topics whose messages were deleted
   * @throws IllegalStateException if the node's daemon is running and would publish them again, or
   *     if the broker is unreachable or refuses; the message gives the remedy
   */
  public static Set<String> delete(MqttSettings settings, String prefix) {
    try (RetainedMessages messages = new RetainedMessages(settings, prefix)) {
      return messages.deleteAll(prefix);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while deleting retained messages", e);
    }
  }

  private Set<String> deleteAll(String prefix) throws InterruptedException {
    client.subscribe(base + "#");
    subscribeIfAllowed(formerTopic);
    // used if the broker does not accept the whole device in one message
    subscribeIfAllowed(prefix + "/+/" + Discovery.id(settings.node()) + "/+/config");
    client.publish(marker, EMPTY, false); // sent by the broker after the retained messages
    if (!complete.await(ShortLivedClient.TIMEOUT_MS, TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException("The MQTT broker does not answer: check its log");
    }
    if (Announcements.ONLINE.equals(retained.get(base + NodeTopics.STATUS))) {
      throw new IllegalStateException(
          "Reclass is running as "
              + settings.node()
              + " and would publish them again: stop it first (sudo systemctl stop reclass, or"
              + " Ctrl+C)");
    }
    Set<String> topics = new TreeSet<>(retained.keySet());
    topics.add(Discovery.topic(prefix, Discovery.id(settings.node())));
    String former = retained.get(formerTopic);
    if (former == null || Discovery.isOf(settings.node(), former)) {
      topics.add(formerTopic);
    } else {
      topics.remove(formerTopic); // another device, which happens to have this node's name
    }
    topics.forEach(topic -> client.publish(topic, EMPTY, true));
    return topics;
  }

  private void subscribeIfAllowed(String filter) {
    try {
      client.subscribe(filter);
    } catch (IllegalStateException forbidden) {
      LOG.infof("Skipped a discovery topic: reason=%s", forbidden.getMessage());
    }
  }

  private void arrived(String topic, MqttMessage message) {
    if (topic.equals(marker)) {
      complete.countDown();
    } else if (message.isRetained()) {
      retained.put(topic, new String(message.getPayload(), StandardCharsets.UTF_8));
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
