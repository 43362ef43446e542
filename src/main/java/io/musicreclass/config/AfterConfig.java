package io.musicreclass.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.util.Optional;
import java.util.Set;

/** What is done with a file once its genre is known: {@code reclass.after.*}. */
@ConfigMapping(prefix = "reclass.after")
public interface AfterConfig {
  /** Where the file goes. */
  enum Action {
    KEEP,
    MOVE,
    COPY
  }

  /** What is written into the file's tags. */
  enum Tag {
    OFF,
    GENRE,
    STYLE,
    MOOD
  }

  /** The modification time of a file after its tags were written. */
  enum Mtime {
    NEW,
    KEEP
  }

  @WithDefault("keep")
  Action action();

  /** Where moved and copied files go; see {@code PathPattern}. */
  @WithDefault("./sorted/{genre}/{artist}/{album}/{file}")
  String path();

  @WithDefault("off")
  Set<Tag> tag();

  /** Whether tags are written at all. */
  default boolean isTagging() {
    return !tag().contains(Tag.OFF);
  }

  /** Whether songs of an unsure genre are left unchanged. */
  @WithDefault("true")
  boolean onlySure();

  /** The same value with its source. */
  @WithName("only-sure")
  @WithDefault("true")
  ConfigValue onlySureSource();

  /** Whether it was set explicitly, to any value. */
  default boolean isOnlySureSet() {
    return onlySureSource().getConfigSourceOrdinal() > Integer.MIN_VALUE;
  }

  /** Where songs of an unsure genre go instead; same format as {@link #path}. */
  Optional<String> unsurePath();

  @WithDefault("new")
  Mtime mtime();

  /** File that maps genres to the names written in tags and paths, see {@code GenreNames}. */
  Optional<String> names();
}
