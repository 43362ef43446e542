package io.musicreclass.track;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The genres of a model, in the order of its outputs. Names are compared ignoring case, hyphens,
 * underscores and spaces ({@code Hip-Hop}, {@code hip hop}; {@code Soul / RnB}, {@code Soul/RnB}).
 */
public final class GenreSet {
  /** The ten genres of the GTZAN set (Tzanetakis and Cook 2002), as this project writes them. */
  public static final GenreSet GTZAN =
      of(
          List.of(
              "Blues",
              "Classical",
              "Country",
              "Disco",
              "Hip-Hop",
              "Jazz",
              "Metal",
              "Pop",
              "Reggae",
              "Rock"));

  private static final int MAX_LENGTH = 100;

  private final List<String> names;
  private final Map<String, Integer> indexes = new HashMap<>();

  private GenreSet(List<String> names) {
    this.names = List.copyOf(names);
    for (int i = 0; i < this.names.size(); i++) {
      checkPlain(this.names.get(i));
      String folded = fold(this.names.get(i));
      Integer earlier = indexes.put(folded, i);
      if (folded.isEmpty() || earlier != null) {
        throw new IllegalArgumentException(
            folded.isEmpty()
                ? "A genre name is empty"
                : "Duplicate genre: " + this.names.get(earlier) + ", " + this.names.get(i));
      }
    }
  }

  /** Names come from untrusted files and appear on terminals, in topics and in folder names. */
  private static void checkPlain(String name) {
    if (name.length() > MAX_LENGTH || name.codePoints().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "A genre name has a control character or more than " + MAX_LENGTH + " characters");
    }
  }

  /** A set of at least two genres that differ after folding. */
  public static GenreSet of(List<String> names) {
    if (names.size() < 2) {
      throw new IllegalArgumentException("A genre set needs at least two genres: " + names);
    }
    return new GenreSet(names);
  }

  /** The normal form in which two spellings of a genre are equal. */
  public static String fold(String name) {
    return name.strip().toLowerCase(Locale.ROOT).replaceAll("[-_\\s]+", "");
  }

  public int size() {
    return names.size();
  }

  public String name(int index) {
    return names.get(index);
  }

  /** The names as written, in output order. */
  public List<String> names() {
    return names;
  }

  /** Index of a genre, ignoring its spelling. */
  public OptionalInt indexOf(String name) {
    Integer index = indexes.get(fold(name));
    return index == null ? OptionalInt.empty() : OptionalInt.of(index);
  }

  /** Whether both have the same genres, regardless of order and spelling. */
  public boolean sameGenres(GenreSet other) {
    return indexes.keySet().equals(other.indexes.keySet());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GenreSet g && names.equals(g.names);
  }

  @Override
  public int hashCode() {
    return names.hashCode();
  }

  @Override
  public String toString() {
    return names.toString();
  }
}
