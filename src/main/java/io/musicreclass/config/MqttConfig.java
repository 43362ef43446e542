package io.musicreclass.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** The broker's address and login; checked and resolved by {@code MqttSettings}. */
@ConfigMapping(prefix = "reclass.mqtt")
public interface MqttConfig {
  /** {@code tcp://host[:1883]} or {@code ssl://host[:8883]}; absent: the built-in broker. */
  Optional<String> url();

  /** The name in topics, {@code reclass/<node>/...}; absent: the host name. */
  Optional<String> node();

  Optional<String> username();

  Optional<String> password();

  /** A file whose first line is the password. */
  Optional<String> passwordFile();

  /** PEM file of trusted certificate authorities; absent: those of the system. */
  Optional<String> ca();

  /** PEM file of the client certificate, optionally with its chain. */
  Optional<String> cert();

  /** PEM file of the certificate's key, without a passphrase. */
  Optional<String> key();

  /** Whether to announce this node to Home Assistant. */
  @WithDefault("true")
  boolean discovery();

  /** Prefix of Home Assistant's discovery topics. */
  @WithDefault("homeassistant")
  String discoveryPrefix();
}
