package io.musicreclass.testing;

import io.musicreclass.config.MqttConfig;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Settings of MQTT for tests. */
public record TestMqttConfig(Map<String, String> values) implements MqttConfig {
  /**
   * Settings of MQTT.
   *
   * @param pairs keys without {@code reclass.mqtt.} and their values, alternating
   */
  public static MqttConfig of(String... pairs) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      values.put(pairs[i], pairs[i + 1]);
    }
    return new TestMqttConfig(values);
  }

  @Override
  public Optional<String> url() {
    return value("url");
  }

  @Override
  public Optional<String> node() {
    return value("node");
  }

  @Override
  public Optional<String> username() {
    return value("username");
  }

  @Override
  public Optional<String> password() {
    return value("password");
  }

  @Override
  public Optional<String> passwordFile() {
    return value("password-file");
  }

  @Override
  public Optional<String> ca() {
    return value("ca");
  }

  @Override
  public Optional<String> cert() {
    return value("cert");
  }

  @Override
  public Optional<String> key() {
    return value("key");
  }

  private Optional<String> value(String key) {
    return Optional.ofNullable(values.get(key));
  }

  @Override
  public boolean discovery() {
    return !"false".equals(values.get("discovery"));
  }

  @Override
  public String discoveryPrefix() {
    return values.getOrDefault("discovery-prefix", "homeassistant");
  }
}
