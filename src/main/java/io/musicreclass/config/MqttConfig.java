package io.musicreclass.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Where the broker is and how to log in; {@code MqttSettings} checks and resolves it. */
@ConfigMapping(prefix = "reclass.mqtt")
public interface MqttConfig {
  /** {@code tcp://host[:1883]} or {@code ssl://host[:8883]}; none: the embedded broker. */
  Optional<String> url();

  /** The name in topics, {@code reclass/<node>/...}; none: the host name. */
  Optional<String> node();

  Optional<String> username();

  Optional<String> password();

  /** A file whose first line is the password. */
  Optional<String> passwordFile();

  /** PEM file of the authorities to trust; none: those of the system. */
  Optional<String> ca();

  /** PEM file of the client's certificate (and its chain). */
  Optional<String> cert();

  /** PEM file of the certificate's key, without a passphrase. */
  Optional<String> key();

  /** Whether Home Assistant is to find this node by itself. */
  @WithDefault("true")
  boolean discovery();

  /** What Home Assistant's discovery topics start with. */
  @WithDefault("homeassistant")
  String discoveryPrefix();
}
