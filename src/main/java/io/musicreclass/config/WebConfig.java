package io.musicreclass.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** Settings of the page and the API: keys {@code reclass.web.*}; address and port are Quarkus's. */
@ConfigMapping(prefix = "reclass.web")
public interface WebConfig {
  /** Which requests need the token if other machines can reach the page. */
  enum TokenFor {
    /** Changes only. */
    CHANGES,
    /** Reading as well. */
    ALL
  }

  /** Who may listen to songs, and download lists of them, if other machines can reach the page. */
  enum Listen {
    /** Only with the token. */
    TOKEN,
    /** Everyone who may read. */
    OPEN
  }

  @WithDefault("changes")
  TokenFor tokenFor();

  @WithDefault("token")
  Listen listen();

  /**
   * Host names that browsers may use for this machine, such as a reverse proxy's, besides its own
   * name, {@code localhost} and numeric addresses.
   */
  Optional<List<String>> hosts();

  /**
   * Where a reverse proxy shows the page: a path, or a whole URL to which links then lead. The path
   * may be left in requests or removed from them.
   */
  @WithDefault("/")
  String base();

  /**
   * Numeric address of the proxy that has already checked who sends a request: Home Assistant's
   * Supervisor. What it forwards through the ingress for a user needs no token; unset: nobody is
   * trusted.
   */
  Optional<String> trustedProxy();
}
