package io.musicreclass.publish.mqtt;

import io.musicreclass.config.MqttConfig;
import java.io.Closeable;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The broker to use: the configured one; if none is configured, whatever already listens on the
 * default port, otherwise the embedded broker.
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
   * Chooses the broker, and starts the embedded one if necessary.
   *
   * @param root base of relative paths in the configuration
   * @throws IllegalArgumentException with one line per invalid setting
   */
  public static BrokerTarget of(MqttConfig config, Path root) {
    MqttSettings settings = MqttSettings.of(config, root);
    return new BrokerTarget(
        settings, config.url().isPresent() ? Optional.empty() : EmbeddedBroker.start(PORT));
  }

  /**
   * Starts an embedded broker by itself.
   *
   * @param port on 127.0.0.1
   * @throws IllegalStateException if something else listens there
   */
  public static Closeable embedded(int port) {
    return EmbeddedBroker.start(port)
        .orElseThrow(() -> new IllegalStateException("Port " + port + " is in use"));
  }

  public MqttSettings settings() {
    return settings;
  }

  /** Whether this is the embedded broker, started here. */
  public boolean embedded() {
    return broker.isPresent();
  }

  /** Stops the embedded broker, if it was started. Close {@link Mqtt} first. */
  @Override
  public void close() {
    broker.ifPresent(EmbeddedBroker::close);
  }
}
