package io.musicreclass.cli.settings;

import io.musicreclass.cli.terminal.UsageError;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** The configuration file. */
final class SettingsFile {
  private SettingsFile() {}

  /**
   * Its keys that have values; none if there is no file.
   *
   * @throws UsageError if it cannot be read
   */
  static Map<String, String> read(Path file) {
    Properties properties = new Properties();
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      } catch (IOException | IllegalArgumentException e) {
        String why =
            e instanceof CharacterCodingException
                ? "it is not UTF-8 text"
                : String.valueOf(e.getMessage());
        throw new UsageError(
            "Cannot read the configuration " + file + " (" + why + "): fix or remove it");
      }
    }
    Map<String, String> map = new HashMap<>();
    // A key with an empty value counts as not set.
    properties.stringPropertyNames().forEach(key -> map.put(key, properties.getProperty(key)));
    map.values().removeIf(String::isBlank);
    return map;
  }
}
