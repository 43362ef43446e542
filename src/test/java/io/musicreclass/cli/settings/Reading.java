package io.musicreclass.cli.settings;

import io.musicreclass.config.Settings;
import java.nio.file.Path;
import java.util.Map;

/** Reads settings as the program does, of another place. */
public final class Reading {
  private Reading() {}

  /** All settings, checked. */
  public static Settings setup(Path root, Path file, Map<String, String> environment) {
    return Installation.setup(root, SettingsReader.load(root, file, environment, Map.of()));
  }
}
