package io.musicreclass.publish;

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
  private final Map<String, Supplier<Optional<String>>> states = new LinkedHashMap<>();
  private @Nullable Device device;

  /**
   * @param refusals gets why the broker does not take the discovery
   */
  Announcements(MqttSettings settings, Consumer<String> refusals) {
    this.settings = settings;
    this.base = Mqtt.base(settings.node());
    this.refusals = refusals;
  }

  /** What Home Assistant is to know from now on. */
  void device(Device now) {
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
  void sayAll(Connection connection) {
    sayDiscovery(connection);
    say(connection, Mqtt.STATUS, ONLINE);
    states.forEach(
        (topic, state) -> state.get().ifPresent(payload -> say(connection, topic, payload)));
  }

  void sayDiscovery(Connection connection) {
    if (device != null && settings.discovery().isPresent()) {
      String payload = Discovery.payload(settings.node(), device);
      MqttMessage message =
          new MqttMessage(payload.getBytes(StandardCharsets.UTF_8), 1, true, null);
      String topic = Discovery.topic(settings.discovery().get(), settings.node());
      var unused =
          connection
              .sendIfAllowed(topic, message)
              .whenComplete(
                  (done, failure) -> {
                    if (failure instanceof Refused refused) {
                      refusals.accept(refused.getMessage());
                    }
                  });
    }
  }

  void say(Connection connection, String topic, String payload) {
    var unused = connection.send(base + topic, payload, true);
  }
}
