package io.musicreclass.publish.mqtt;

import io.musicreclass.config.MqttConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A broker and how to log in there, checked: every file was read once and found good.
 *
 * @param uri {@code tcp://host:port} or {@code ssl://host:port}
 * @param node the name in topics: letters, digits, hyphens and underscores
 * @param ca PEM file of the authorities to trust; empty: those of the system
 * @param cert PEM file of the client's certificate; together with {@code key} or not at all
 * @param discovery what Home Assistant's discovery topics start with; empty: it is not to find us
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
   * Reads the configuration and the files it names.
   *
   * @param root what relative paths start from
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

  /** Everything that is wrong with the configuration, each with its key and its mend. */
  public static List<String> problems(MqttConfig config, Path root) {
    MqttSettingsReader reader = new MqttSettingsReader(config, root);
    reader.read();
    return reader.problems();
  }

  boolean encrypted() {
    return uri.startsWith("ssl:");
  }

  /** Without the password. */
  @Override
  public String toString() {
    return uri + " as " + username.orElse("anonymous") + ", node " + node;
  }
}
