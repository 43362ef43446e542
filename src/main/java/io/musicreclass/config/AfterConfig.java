package io.musicreclass.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.util.Optional;

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

  /** Which modification time a file has after its tags were written. */
  enum Mtime {
    NEW,
    KEEP
  }

  @WithDefault("keep")
  Action action();

  /** Where moved and copied files go; see {@code ShelfPattern}. */
  @WithDefault("./sorted/{genre}/{artist}/{album}/{file}")
  String path();

  @WithDefault("off")
  Tag tag();

  /** Whether songs of an unsure genre are left as they are. */
  @WithDefault("true")
  boolean onlySure();

  /** The same with where it was set. */
  @WithName("only-sure")
  @WithDefault("true")
  ConfigValue onlySureSource();

  /** Whether anybody has set that, to whatever value. */
  default boolean isOnlySureSet() {
    return onlySureSource().getConfigSourceOrdinal() > Integer.MIN_VALUE;
  }

  /** Where songs of an unsure genre go instead, in the form of {@link #path}. */
  Optional<String> unsurePath();

  @WithDefault("new")
  Mtime mtime();

  /** File that says which words are written for which genres, see {@code GenreNames}. */
  Optional<String> names();
}
