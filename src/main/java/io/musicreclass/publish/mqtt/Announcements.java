package io.musicreclass.publish.mqtt;

import io.musicreclass.publish.NodeTopics;
import io.musicreclass.publish.homeassistant.DeviceDescription;
import io.musicreclass.publish.homeassistant.Discovery;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The retained messages of a node: Home Assistant discovery, availability, states and the image, in
 * this order. They are published after each connect. Not thread-safe.
 */
final class Announcements {
  private static final Logger LOG = Logger.getLogger(Announcements.class);
  static final String ONLINE = "online";

  private final MqttSettings settings;
  private final DiscoveryTopic discoveryTopic;
  private final String base;
  private final BrokerProblems problems;
  private final Map<String, Supplier<Optional<String>>> states = new LinkedHashMap<>();
  private @Nullable DeviceDescription device;
  private byte @Nullable [] image;
  private boolean perEntity;

  /**
   * @param discoveryTopic has decided before the first announcement
   * @param problems is notified of announcements that the broker refuses or that are too large
   */
  Announcements(MqttSettings settings, DiscoveryTopic discoveryTopic, BrokerProblems problems) {
    this.settings = settings;
    this.discoveryTopic = discoveryTopic;
    this.base = NodeTopics.base(settings.node());
    this.problems = problems;
  }

  /** Sets the description for Home Assistant, replacing the previous one. */
  void device(DeviceDescription description) {
    device = description;
  }

  /** Sets the picture of the newest song, replacing the previous one. */
  void image(byte[] png) {
    image = Arrays.copyOf(png, png.length);
  }

  /** Sets the payload of a topic, replacing the previous one. */
  void state(String topic, String payload) {
    states.put(topic, () -> Optional.of(payload));
  }

  /** Sets a payload that is evaluated each time everything is published. */
  void state(String topic, Supplier<Optional<String>> payload) {
    states.put(topic, payload);
  }

  /** Publishes everything. */
  void publishAll(Connection connection) {
    publishDiscovery(connection);
    publish(connection, NodeTopics.STATUS, ONLINE);
    states.forEach(
        (topic, state) -> state.get().ifPresent(payload -> publish(connection, topic, payload)));
    publishImage(connection);
  }

  /** Publishes the picture, unless the broker accepts no message of its size. */
  void publishImage(Connection connection) {
    byte[] png = image;
    if (png == null) {
      return;
    }
    var unused =
        connection
            .sendIfAllowed(base + NodeTopics.IMAGE, new MqttMessage(png, 1, true, null))
            .whenComplete(
                (done, failure) -> {
                  if (failure instanceof MessageTooLargeException tooLarge) {
                    LOG.debugf("Skipped the image: reason=%s", tooLarge.getMessage());
                  }
                });
  }

  /**
   * Publishes discovery in the largest form that the broker accepts: one message, one abbreviated
   * message, or one message per entity.
   */
  void publishDiscovery(Connection connection) {
    if (device == null || settings.discovery().isEmpty()) {
      return;
    }
    String prefix = settings.discovery().get();
    String topic = Discovery.topic(prefix, discoveryTopic.id());
    String whole = Discovery.payload(settings.node(), device);
    String abbreviated = Discovery.abbreviated(settings.node(), device);
    Map<String, String> entities = Discovery.perEntity(prefix, settings.node(), device);
    if (connection.fits(topic, whole) || connection.fits(topic, abbreviated)) {
      if (perEntity) {
        perEntity = false; // Home Assistant accepts an entity from one topic only
        entities.keySet().forEach(entity -> publishDiscovery(connection, entity, ""));
      }
      publishDiscovery(connection, topic, connection.fits(topic, whole) ? whole : abbreviated);
    } else {
      perEntity = true;
      publishDiscovery(connection, topic, "");
      entities.forEach((entity, payload) -> publishDiscovery(connection, entity, payload));
    }
  }

  private void publishDiscovery(Connection connection, String topic, String payload) {
    MqttMessage message = new MqttMessage(payload.getBytes(StandardCharsets.UTF_8), 1, true, null);
    var unused =
        problems
            .watch(connection.sendIfAllowed(topic, message))
            .whenComplete(
                (done, failure) -> {
                  if (failure instanceof PublishRefusedException refused) {
                    problems.refused(refused.getMessage());
                  }
                });
  }

  /** Publishes one retained message below the node's base. */
  void publish(Connection connection, String topic, String payload) {
    var unused = problems.watch(connection.send(base + topic, payload, true));
  }
}
