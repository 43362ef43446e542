package io.musicreclass.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of decoding: keys {@code reclass.decode.*}. */
@ConfigMapping(prefix = "reclass.decode")
public interface DecodeConfig {
  /** The longest part of a song, from its middle, that is analysed. */
  @WithDefault("20m")
  Duration max();
}
