package io.musicreclass.shelve;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What happens to a file once its genre is known, {@code reclass.after.*}. */
@ConfigMapping(prefix = "reclass.after")
public interface AfterConfig {
  /** What is done with the file. */
  enum Action {
    KEEP,
    MOVE,
    COPY
  }

  /** What is written into the file's tags. */
  enum Tag {
    OFF,
    GENRE
  }

  @WithDefault("keep")
  Action action();

  /** Where moved and copied files go; see {@link ShelfPattern}. */
  @WithDefault("./sorted/{genre}/{artist}/{album}/{file}")
  String path();

  @WithDefault("off")
  Tag tag();
}
