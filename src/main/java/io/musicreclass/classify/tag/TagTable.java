package io.musicreclass.classify.tag;

import io.musicreclass.track.MusicTag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * The table of tags, a resource of lines {@code kind: tag = class, class...}. Names of classes are
 * compared regardless of case.
 */
final class TagTable {
  private static final String RESOURCE = "tags.txt";

  private TagTable() {}

  /** The tag that a class stands for. */
  record Meaning(String name, MusicTag.Kind kind) {}

  /** The meaning of each class in the table, by its {@link #folded} name. */
  static Map<String, Meaning> meanings() {
    try (InputStream in =
        Objects.requireNonNull(TagTable.class.getResourceAsStream(RESOURCE), RESOURCE)) {
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE, e);
    }
  }

  /**
   * Reads the lines of a table.
   *
   * @throws IllegalArgumentException if a line is wrong, or a class occurs twice
   */
  static Map<String, Meaning> parse(List<String> lines) {
    Map<String, Meaning> meanings = new HashMap<>();
    for (String line : lines) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] sides = line.split("[:=]", 3);
      if (sides.length != 3) {
        throw new IllegalArgumentException("'" + line + "' is not kind: tag = class, class...");
      }
      MusicTag.Kind kind = MusicTag.Kind.valueOf(sides[0].strip().toUpperCase(Locale.ROOT));
      Meaning meaning = new Meaning(sides[1].strip(), kind);
      for (String name : sides[2].split(",", -1)) {
        if (meanings.put(folded(name), meaning) != null) {
          throw new IllegalArgumentException("the class '" + name.strip() + "' occurs twice");
        }
      }
    }
    return meanings;
  }

  static String folded(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }
}
