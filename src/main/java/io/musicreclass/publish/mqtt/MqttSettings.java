package io.musicreclass.publish.mqtt;

import io.musicreclass.config.MqttConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Address and credentials of a broker. Validated: every file has been read successfully once.
 *
 * @param uri {@code tcp://host:port} or {@code ssl://host:port}
 * @param node name in topics: letters, digits, hyphens and underscores
 * @param ca PEM file of trusted authorities; empty for those of the system
 * @param cert PEM file of the client certificate; present if and only if {@code key} is
 * @param discovery prefix of Home Assistant's discovery topics; empty if discovery is disabled
 */
public record MqttSettings(
    String uri,
    String node,
    Optional<String> username,
    Optional<String> password,
    Optional<Path> ca,
    Optional<Path> cert,
    Optional<Path> key,
    Optional<String> discovery) {

  /**
   * Reads the configuration and the files it refers to.
   *
   * @param root base of relative paths
   * @throws IllegalArgumentException with one line for each of {@link #problems}
   */
  public static MqttSettings of(MqttConfig config, Path root) {
    MqttSettingsReader reader = new MqttSettingsReader(config, root);
    MqttSettings settings = reader.read();
    if (!reader.problems().isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", reader.problems()));
    }
    return settings;
  }

  /** All problems of the configuration, each with its key and remedy. */
  public static List<String> problems(MqttConfig config, Path root) {
    MqttSettingsReader reader = new MqttSettingsReader(config, root);
    reader.read();
    return reader.problems();
  }

  /**
   * The same node and credentials at another broker.
   *
   * @param otherUri as {@link #uri}
   */
  public MqttSettings at(String otherUri) {
    return new MqttSettings(otherUri, node, username, password, ca, cert, key, discovery);
  }

  boolean encrypted() {
    return uri.startsWith("ssl:");
  }

  /** Omits the password. */
  @Override
  public String toString() {
    return uri + " as " + username.orElse("anonymous") + ", node " + node;
  }
}
