package io.musicreclass.tags;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The text fields of a file as stored: all values of each, by the format's own field names.
 *
 * <p>ID3v2: {@code TPE1}, {@code TXXX:description} (also for {@code TP1}, {@code TXX} of version
 * 2.2); MP4: {@code ©ART}, {@code ----:com.apple.iTunes:NAME}; Vorbis comments, APE and ASF: {@code
 * ARTIST}, {@code WM/Genre}; RIFF: {@code INFO:IART}. ID3v1 genre numbers are replaced by their
 * names.
 */
public final class Tags {
  private static final List<String> GENRE_KEYS =
      List.of("TCON", "GENRE", "\u00a9gen", "gnre", "WM/Genre", "INFO:IGNR", "ID3v1:genre");

  /** The fields that formats have for moods; elsewhere they are in a user-defined one. */
  private static final List<String> MOOD_KEYS = List.of(Id3v2.MOOD, AsfFile.MOOD);

  private final Map<String, List<String>> fields = new LinkedHashMap<>();

  private boolean hasMultipleValues = true;

  Tags() {}

  /** Whether the format supports multiple values, so that a semicolon is plain text. */
  public boolean hasMultipleValues() {
    return hasMultipleValues;
  }

  /** Marks the format as one without multiple values. */
  void singleValues() {
    hasMultipleValues = false;
  }

  /** All values of a field in order, ignoring the case of its name; none if it is missing. */
  public List<String> values(String name) {
    List<String> values = new ArrayList<>();
    fields.forEach((key, found) -> values.addAll(key.equalsIgnoreCase(name) ? found : List.of()));
    return values;
  }

  /** The names of all fields. */
  public List<String> names() {
    return List.copyOf(fields.keySet());
  }

  /** The genres, from the field that players prefer among those with values. */
  public List<String> genres() {
    for (String key : GENRE_KEYS) {
      List<String> genres = values(key).stream().filter(g -> !g.isBlank()).toList();
      if (!genres.isEmpty()) {
        return genres;
      }
    }
    return List.of();
  }

  /** The first value of a user-defined field; empty if there is none. */
  public String custom(String name) {
    List<String> values = new ArrayList<>();
    for (String key : List.of("TXXX:" + name, Mp4Items.ownKey(name))) {
      values.addAll(fields.getOrDefault(key, List.of()));
    }
    values.addAll(values(name));
    return values.isEmpty() ? "" : values.get(0);
  }

  /** All values of moods or styles, wherever programs write them and in whatever case. */
  public List<String> all(String name) {
    List<String> values = new ArrayList<>();
    for (String key : List.of("TXXX:" + name, Mp4Items.ownKey(name), name)) {
      values.addAll(values(key));
    }
    if (name.equals(TagFile.MOOD)) {
      MOOD_KEYS.forEach(key -> values.addAll(values(key)));
    }
    return values;
  }

  void add(String name, String value) {
    fields.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
  }

  void addAll(String name, List<String> values) {
    values.forEach(value -> add(name, value));
  }

  /** Adds the fields of other tags that are missing here. */
  void addMissing(Tags other) {
    hasMultipleValues &= other.hasMultipleValues;
    other.fields.forEach(
        (name, values) -> {
          if (!fields.containsKey(name)) {
            addAll(name, values);
          }
        });
  }
}
