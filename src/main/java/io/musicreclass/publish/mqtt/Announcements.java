package io.musicreclass.publish.mqtt;

import io.musicreclass.publish.NodeTopics;
import io.musicreclass.publish.homeassistant.DeviceDescription;
import io.musicreclass.publish.homeassistant.Discovery;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.jspecify.annotations.Nullable;

/**
 * What a node says of itself, retained, in this order: how Home Assistant finds it, that it is
 * there, its states. Lost with the connection, and said again after the next connect. Guarded by
 * its owner.
 */
final class Announcements {
  static final String ONLINE = "online";

  private final MqttSettings settings;
  private final String base;
  private final Consumer<String> refusals;
  private final Consumer<String> oversizes;
  private final Map<String, Supplier<Optional<String>>> states = new LinkedHashMap<>();
  private @Nullable DeviceDescription device;
  private boolean single;

  /**
   * @param refusals gets why the broker does not take the discovery
   * @param oversizes gets what was left out because the broker takes none of that size
   */
  Announcements(MqttSettings settings, Consumer<String> refusals, Consumer<String> oversizes) {
    this.settings = settings;
    this.base = NodeTopics.base(settings.node());
    this.refusals = refusals;
    this.oversizes = oversizes;
  }

  /** What Home Assistant is to know from now on. */
  void device(DeviceDescription now) {
    device = now;
  }

  /** The newest payload of a topic replaces the one before. */
  void state(String topic, String payload) {
    states.put(topic, () -> Optional.of(payload));
  }

  /** A state that is looked up whenever all is said. */
  void state(String topic, Supplier<Optional<String>> payload) {
    states.put(topic, payload);
  }

  /** Says everything. */
  void publishAll(Connection connection) {
    publishDiscovery(connection);
    publish(connection, NodeTopics.STATUS, ONLINE);
    states.forEach(
        (topic, state) -> state.get().ifPresent(payload -> publish(connection, topic, payload)));
  }

  /** As one message where the broker takes one of that size, else shorter, else one an entity. */
  void publishDiscovery(Connection connection) {
    if (device == null || settings.discovery().isEmpty()) {
      return;
    }
    String prefix = settings.discovery().get();
    String topic = Discovery.topic(prefix, settings.node());
    String whole = Discovery.payload(settings.node(), device);
    String shorter = Discovery.abbreviated(settings.node(), device);
    Map<String, String> entities = Discovery.single(prefix, settings.node(), device);
    if (connection.fits(topic, whole) || connection.fits(topic, shorter)) {
      if (single) {
        single = false; // Home Assistant takes an entity from one topic only
        entities.keySet().forEach(entity -> publishDiscovery(connection, entity, ""));
      }
      publishDiscovery(connection, topic, connection.fits(topic, whole) ? whole : shorter);
    } else {
      single = true;
      publishDiscovery(connection, topic, "");
      entities.forEach((entity, payload) -> publishDiscovery(connection, entity, payload));
    }
  }

  private void publishDiscovery(Connection connection, String topic, String payload) {
    MqttMessage message = new MqttMessage(payload.getBytes(StandardCharsets.UTF_8), 1, true, null);
    var unused =
        connection
            .sendIfAllowed(topic, message)
            .whenComplete(
                (done, failure) -> {
                  if (failure instanceof PublishRefusedException refused) {
                    refusals.accept(refused.getMessage());
                  }
                  noteSize(failure);
                });
  }

  void publish(Connection connection, String topic, String payload) {
    var unused =
        connection
            .send(base + topic, payload, true)
            .whenComplete((done, failure) -> noteSize(failure));
  }

  private void noteSize(@Nullable Throwable failure) {
    if (failure instanceof MessageTooLargeException tooLarge) {
      oversizes.accept(tooLarge.getMessage());
    }
  }
}
