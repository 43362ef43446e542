package io.musicreclass.tags;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The text fields of a file, as they stand there: every value of each, by the name that the format
 * gives it.
 *
 * <p>ID3v2: {@code TPE1}, {@code TXXX:description} (also where a tag of version 2.2 has {@code
 * TP1}, {@code TXX}); MP4: {@code ©ART}, {@code ----:com.apple.iTunes:NAME}; Vorbis comments, APE
 * and ASF: {@code ARTIST}, {@code WM/Genre}; RIFF: {@code INFO:IART}. Of genres, ID3v1 numbers are
 * given as their names.
 */
public final class Tags {
  private static final List<String> GENRE_KEYS =
      List.of("TCON", "GENRE", "\u00a9gen", "gnre", "WM/Genre", "INFO:IGNR", "ID3v1:genre");

  private final Map<String, List<String>> fields = new LinkedHashMap<>();

  private boolean partsValues = true;

  Tags() {}

  /** Whether the format keeps several values of a field apart, so that a semicolon is text. */
  public boolean partsValues() {
    return partsValues;
  }

  /** The format has no way to keep several values of a field apart. */
  void hasOneTextEach() {
    partsValues = false;
  }

  /** All values of a field, in order, however its letters are written; none where it is absent. */
  public List<String> values(String name) {
    List<String> values = new ArrayList<>();
    fields.forEach((key, found) -> values.addAll(key.equalsIgnoreCase(name) ? found : List.of()));
    return values;
  }

  /** The names of all fields there are. */
  public List<String> names() {
    return List.copyOf(fields.keySet());
  }

  /** The genres: of the field that players ask first, of those that have any. */
  public List<String> genres() {
    for (String key : GENRE_KEYS) {
      List<String> genres = values(key).stream().filter(g -> !g.isBlank()).toList();
      if (!genres.isEmpty()) {
        return genres;
      }
    }
    return List.of();
  }

  /** The first value of a field of one's own, wherever the format keeps such; else empty. */
  public String custom(String name) {
    List<String> values = new ArrayList<>();
    for (String key : List.of("TXXX:" + name, Mp4Items.ownKey(name))) {
      values.addAll(fields.getOrDefault(key, List.of()));
    }
    values.addAll(values(name));
    return values.isEmpty() ? "" : values.get(0);
  }

  void add(String name, String value) {
    fields.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
  }

  void addAll(String name, List<String> values) {
    values.forEach(value -> add(name, value));
  }

  /** Takes over fields that are not there yet. */
  void addMissing(Tags other) {
    partsValues &= other.partsValues;
    other.fields.forEach(
        (name, values) -> {
          if (!fields.containsKey(name)) {
            addAll(name, values);
          }
        });
  }
}
