package io.musicreclass.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The settings that belong to no single room, {@code reclass.*}. */
@ConfigMapping(prefix = "reclass")
public interface ReclassConfig {
  /** Folder of the ledger. */
  @WithDefault("./var")
  String home();

  Models models();

  /**
   * Which model each stage uses, such as {@code fma:msd_model,mert:mert-95m}; any stage names. If
   * absent, the models are chosen.
   */
  Optional<List<String>> stages();

  /** File that says other models' genres in the words of the first stage, a line each. */
  Optional<String> genreMap();

  Library library();

  Backup backup();

  /** Where model packages lie. */
  interface Models {
    @WithDefault("./models")
    String path();
  }

  /** Copies of the ledger, made every night. */
  interface Backup {
    /** Folder of the backups; else {@code backups} in the ledger's. */
    Optional<String> path();
  }

  /** Folders to classify in the background. */
  interface Library {
    Optional<List<String>> paths();

    /** Time from one look through them to the next, a minute at least. */
    @WithDefault("24h")
    Duration rescan();
  }
}
