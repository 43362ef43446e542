package io.musicreclass.publish.mqtt;

import io.musicreclass.config.MqttConfig;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The broker to talk to: the configured one; without configuration the embedded one, or whatever
 * already listens on its port.
 */
public final class BrokerTarget implements AutoCloseable {
  private static final int PORT = 1883;

  private final MqttSettings settings;
  private final Optional<EmbeddedBroker> broker;

  private BrokerTarget(MqttSettings settings, Optional<EmbeddedBroker> broker) {
    this.settings = settings;
    this.broker = broker;
  }

  /**
   * Decides, and starts the embedded broker if that is the decision.
   *
   * @param root what relative paths in the configuration start from
   * @throws IllegalArgumentException with one line for each thing that is wrong
   */
  public static BrokerTarget of(MqttConfig config, Path root) {
    MqttSettings settings = MqttSettings.of(config, root);
    return new BrokerTarget(
        settings, config.url().isPresent() ? Optional.empty() : EmbeddedBroker.start(PORT));
  }

  public MqttSettings settings() {
    return settings;
  }

  /** Whether the broker is our own. */
  public boolean embedded() {
    return broker.isPresent();
  }

  /** Stops the embedded broker, if there is one: after {@link Mqtt} is closed. */
  @Override
  public void close() {
    broker.ifPresent(EmbeddedBroker::close);
  }
}
