package io.musicreclass.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The keys {@code reclass.inbox.*}. */
@ConfigMapping(prefix = "reclass.inbox")
public interface InboxConfig {
  /** The folder that is watched. */
  @WithDefault("./inbox")
  String path();

  /** How changes are noticed. */
  @WithDefault("auto")
  Watch watch();

  /** How long a file must stay unchanged before it counts as whole. */
  @WithDefault("2s")
  Duration settle();

  /** How changes are noticed. */
  enum Watch {
    /** By inotify, except on file systems where it is deaf to what other machines do. */
    AUTO,
    /** By inotify, whatever the file system. */
    INOTIFY,
    /** By looking again and again. */
    POLL
  }
}
