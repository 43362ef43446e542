package io.musicreclass.publish.mqtt;

import io.musicreclass.config.MqttConfig;
import io.musicreclass.config.SecretFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the configuration; continues after an error so that all are reported together. */
final class MqttSettingsReader {
  static final String EMBEDDED = "tcp://127.0.0.1:1883";

  private static final Pattern URL =
      Pattern.compile("(tcp|mqtt|ssl|mqtts)://([\\w.-]+|\\[[0-9a-fA-F:.]+])(?::(\\d{1,5}))?/?");
  private static final Pattern NODE = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Pattern PREFIX = Pattern.compile("[\\w-]{1,64}(/[\\w-]{1,64}){0,3}");
  private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

  private final MqttConfig config;
  private final Path root;
  private final List<String> problems = new ArrayList<>();

  MqttSettingsReader(MqttConfig config, Path root) {
    this.config = config;
    this.root = root;
  }

  /** The problems found so far. */
  List<String> problems() {
    return List.copyOf(problems);
  }

  /** The settings; not usable if there are problems. */
  MqttSettings read() {
    MqttSettings settings =
        new MqttSettings(
            config.url().map(this::uri).orElse(EMBEDDED),
            config.node().map(this::node).orElseGet(MqttSettingsReader::hostName),
            config.username(),
            password(),
            config.ca().map(this::resolve),
            config.cert().map(this::resolve),
            config.key().map(this::resolve),
            config.discovery() ? Optional.of(prefix()) : Optional.empty());
    checkTls(settings);
    return settings;
  }

  private String uri(String url) {
    Matcher m = URL.matcher(url.strip());
    if (m.matches()) {
      boolean tls = m.group(1).equals("ssl") || m.group(1).equals("mqtts");
      int port = m.group(3) == null ? (tls ? 8883 : 1883) : Integer.parseInt(m.group(3));
      if (port >= 1 && port <= 65_535) {
        return (tls ? "ssl://" : "tcp://") + m.group(2) + ":" + port;
      }
    }
    if (url.contains("@")) { // not repeated: it may contain a password
      problems.add(
          "reclass.mqtt.url must not contain credentials: set reclass.mqtt.username and"
              + " reclass.mqtt.password-file");
    } else {
      problems.add("reclass.mqtt.url is '" + url + "': write tcp://host:1883 or ssl://host:8883");
    }
    return EMBEDDED;
  }

  private String node(String name) {
    if (!NODE.matcher(name).matches()) {
      problems.add(
          "reclass.mqtt.node is '"
              + name
              + "': use up to 64 letters, digits, hyphens and underscores");
    }
    return name;
  }

  /** The host name without its domain; invalid characters are replaced by hyphens. */
  private static String hostName() {
    String name = "";
    try {
      name = Files.readString(HOST_NAME).strip();
    } catch (IOException e) {
      // no /proc on this system: use the fixed name
    }
    return safeNode(name);
  }

  static String safeNode(String hostName) {
    String first = hostName.replaceFirst("\\..*", "").replaceAll("[^A-Za-z0-9_-]+", "-");
    return NODE.matcher(first).matches() ? first : "reclass";
  }

  private Optional<String> password() {
    if (config.password().isPresent() && config.passwordFile().isPresent()) {
      problems.add("reclass.mqtt.password and reclass.mqtt.password-file are both set: remove one");
    }
    if (config.passwordFile().isEmpty()) {
      return config.password();
    }
    try {
      Path file = resolve(config.passwordFile().get());
      return Optional.of(new SecretFile("reclass.mqtt.password-file", file, "password").text());
    } catch (IllegalArgumentException e) {
      problems.add(e.getMessage());
      return Optional.empty();
    }
  }

  private String prefix() {
    String prefix = config.discoveryPrefix();
    if (!PREFIX.matcher(prefix).matches()) {
      problems.add(
          "reclass.mqtt.discovery-prefix is '"
              + prefix
              + "': use the prefix set in Home Assistant, such as homeassistant");
    }
    return prefix;
  }

  private Path resolve(String path) {
    return root.resolve(path).normalize();
  }

  private void checkTls(MqttSettings settings) {
    boolean files =
        settings.ca().isPresent() || settings.cert().isPresent() || settings.key().isPresent();
    if (files && !settings.encrypted()) {
      problems.add(
          "reclass.mqtt.ca, .cert or .key is set, but reclass.mqtt.url does not start with ssl://:"
              + " change the URL or remove the files");
    }
    if (settings.cert().isPresent() != settings.key().isPresent()) {
      problems.add("reclass.mqtt.cert and reclass.mqtt.key belong together: set both or neither");
    } else if (files) {
      try {
        Tls.socketFactory(settings);
      } catch (IllegalArgumentException e) {
        problems.add(e.getMessage());
      }
    }
  }
}
