package io.musicreclass.tags;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** New values of fields, by name; {@link TagFile#GENRE} is the genre. */
final class TagChanges {
  private final Map<String, List<String>> fields;

  TagChanges(Map<String, List<String>> fields) {
    this.fields = new LinkedHashMap<>(fields);
  }

  boolean hasGenre() {
    return fields.containsKey(TagFile.GENRE);
  }

  List<String> genres() {
    return values(TagFile.GENRE);
  }

  /** Whether a field is changed, ignoring case. */
  boolean has(String name) {
    return fields.keySet().stream().anyMatch(name::equalsIgnoreCase);
  }

  /** All names, including the genre's. */
  Set<String> names() {
    return new LinkedHashSet<>(fields.keySet());
  }

  /** All names but the genre's. */
  List<String> customNames() {
    List<String> names = new ArrayList<>(fields.keySet());
    names.remove(TagFile.GENRE);
    return names;
  }

  /** The new values of a field; none if it is not changed. */
  List<String> values(String name) {
    return List.copyOf(fields.getOrDefault(name.toUpperCase(Locale.ROOT), List.of()));
  }
}
