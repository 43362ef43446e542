package io.musicreclass.pipeline;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** The settings that belong to no single room, {@code reclass.*}. */
@ConfigMapping(prefix = "reclass")
public interface ReclassConfig {
  /** Folder of the ledger. */
  @WithDefault("./var")
  String home();

  Models models();

  /** Which model each stage uses, such as {@code fma:msd_model,mert:mert-95m}; else chosen. */
  Optional<List<String>> stages();

  /** File that says other models' genres in the words of the first stage, a line each. */
  Optional<String> genreMap();

  Library library();

  After after();

  /** Where model packages lie. */
  interface Models {
    @WithDefault("./models")
    String path();
  }

  /** Folders to classify in the background. */
  interface Library {
    Optional<List<String>> paths();
  }

  /** What happens to a file once its genre is known. */
  interface After {
    /** What can be done with the file. */
    enum Action {
      KEEP
    }

    /** What can be written into the file's tags. */
    enum Tag {
      OFF
    }

    @WithDefault("keep")
    Action action();

    /** Where moved or copied files go, as a pattern. */
    Optional<String> path();

    @WithDefault("off")
    Tag tag();
  }
}
