package io.musicreclass.cli.settings;

import io.musicreclass.config.Settings;
import java.nio.file.Path;
import java.util.Map;

/** Reads and checks the settings of another installation. */
public final class TestSettings {
  private TestSettings() {}

  /** All settings, checked. */
  public static Settings setup(Path root, Path file, Map<String, String> environment) {
    return Installation.setup(root, SettingsReader.load(root, file, environment, Map.of()));
  }
}
