package io.musicreclass.track;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a network says of a song besides its genre.
 *
 * @param name such as {@code House} or {@code happy}
 * @param probability 0 to 1
 */
public record MusicTag(String name, Kind kind, double probability) {
  private static final Comparator<MusicTag> MOST_PROBABLE_FIRST =
      Comparator.comparingDouble(MusicTag::probability).reversed().thenComparing(MusicTag::name);

  /** What a tag is about. */
  public enum Kind {
    STYLE,
    MOOD,
    VOICE,
    ERA;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Each tag once, as probable as the most probable of its name, the most probable first. */
  public static List<MusicTag> merged(Collection<MusicTag> tags) {
    Map<String, MusicTag> byName = new LinkedHashMap<>();
    tags.stream().sorted(MOST_PROBABLE_FIRST).forEach(tag -> byName.putIfAbsent(tag.name, tag));
    return List.copyOf(byName.values());
  }
}
