package io.musicreclass.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The keys {@code reclass.inbox.*}. */
@ConfigMapping(prefix = "reclass.inbox")
public interface InboxConfig {
  /** The watched folder. */
  @WithDefault("./inbox")
  String path();

  /** How changes are detected. */
  @WithDefault("auto")
  Watch watch();

  /** How long a file must stay unchanged before it counts as complete. */
  @WithDefault("2s")
  Duration settle();

  /** How changes are detected. */
  enum Watch {
    /** By inotify, except on file systems where it does not report changes by other machines. */
    AUTO,
    /** By inotify, whatever the file system. */
    INOTIFY,
    /** By polling. */
    POLL
  }
}
