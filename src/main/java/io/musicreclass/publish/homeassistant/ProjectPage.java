package io.musicreclass.publish.homeassistant;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;

/** The project's home page, the {@code url} of pom.xml. */
final class ProjectPage {
  private static final String FILE = "project.properties";

  private ProjectPage() {}

  /** Its address; empty if pom.xml has none. */
  static Optional<String> url() {
    try (InputStream in = ProjectPage.class.getResourceAsStream(FILE)) {
      Properties properties = new Properties();
      properties.load(in);
      return filled(properties.getProperty("url", ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a part of the program
    }
  }

  /** Maven leaves the name of a value that does not exist as it is. */
  static Optional<String> filled(String value) {
    return Optional.of(value.strip()).filter(url -> url.matches("https?://\\S+"));
  }
}
