package io.musicreclass.cli.settings;

import io.musicreclass.config.Setup;
import java.nio.file.Path;
import java.util.Map;

/** Reads settings as the program does, of another place. */
public final class Reading {
  private Reading() {}

  /** All settings, checked. */
  public static Setup setup(Path root, Path file, Map<String, String> environment) {
    return Place.setup(root, Settings.load(root, file, environment, Map.of()));
  }
}
