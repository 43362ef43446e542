package io.musicreclass.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** Settings of the page and the API: keys {@code reclass.web.*}; address and port are Quarkus's. */
@ConfigMapping(prefix = "reclass.web")
public interface WebConfig {
  /** What needs the token when other machines can reach the page. */
  enum TokenFor {
    /** Only what changes something. */
    CHANGES,
    /** Reading, too. */
    ALL
  }

  @WithDefault("changes")
  TokenFor tokenFor();

  /**
   * Names that browsers may call this machine by, besides its own, {@code localhost} and numeric
   * addresses: for a reverse proxy.
   */
  Optional<List<String>> hosts();
}
