package io.musicreclass.setup;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Predicate;

/**
 * The text of a properties file, edited key by key: comments, blank lines, order and the spelling
 * of other values are preserved.
 */
final class PropertiesText {
  /** A comment or a blank line has no key. */
  private record Part(Optional<String> key, String value, String text) {}

  private final List<Part> parts = new ArrayList<>();

  /**
   * Parses a text.
   *
   * @throws IllegalArgumentException if it is not valid properties text
   */
  PropertiesText(String text) {
    StringBuilder part = new StringBuilder();
    for (String line : text.isEmpty() ? List.<String>of() : text.lines().toList()) {
      boolean begins = part.isEmpty();
      part.append(line).append('\n');
      boolean comment = begins && line.stripLeading().matches("[#!].*");
      if (comment || !continues(line)) {
        parts.add(part(part.toString()));
        part.setLength(0);
      }
    }
    if (!part.isEmpty()) {
      // nothing follows the last line, and what is added must not continue it
      part.deleteCharAt(part.length() - 2);
      parts.add(part(part.toString()));
    }
  }

  /** A line continues on the next one if it ends in an odd number of backslashes. */
  private static boolean continues(String line) {
    int slashes = 0;
    while (slashes < line.length() && line.charAt(line.length() - 1 - slashes) == '\\') {
      slashes++;
    }
    return slashes % 2 == 1;
  }

  private static Part part(String text) {
    Properties one = new Properties();
    try {
      one.load(new StringReader(text));
    } catch (IOException e) {
      throw new AssertionError("A string is read without I/O", e);
    }
    Optional<String> key = one.stringPropertyNames().stream().findFirst();
    return new Part(key, key.map(one::getProperty).orElse(""), text);
  }

  /** The value of a key; the last one if there are several, as in {@link Properties}. */
  Optional<String> get(String key) {
    return parts.stream()
        .filter(part -> part.key.equals(Optional.of(key)))
        .map(Part::value)
        .reduce((first, second) -> second);
  }

  /** Sets a key, in place if it exists, otherwise at the end. */
  void set(String key, String value) {
    Part part = new Part(Optional.of(key), value, key + "=" + escaped(value) + "\n");
    int at = 0;
    while (at < parts.size() && !parts.get(at).key.equals(part.key)) {
      at++;
    }
    remove(key::equals);
    parts.add(Math.min(at, parts.size()), part);
  }

  void remove(Predicate<String> keys) {
    parts.removeIf(part -> part.key.filter(keys).isPresent());
  }

  private static String escaped(String value) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean leading = escaped.isEmpty() && c == ' ';
      if (c < ' ' || c == 0x7f) {
        escaped.append(String.format("\\u%04x", (int) c));
      } else {
        escaped.append(c == '\\' || leading ? "\\" : "").append(c);
      }
    }
    return escaped.toString();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    parts.forEach(part -> text.append(part.text));
    return text.toString();
  }
}
