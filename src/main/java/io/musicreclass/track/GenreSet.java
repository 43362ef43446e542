package io.musicreclass.track;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The genres a model can say, in the order of its outputs. Names are compared with case, hyphens,
 * underscores and spaces folded ({@code Hip-Hop}, {@code hip hop}; {@code Soul / RnB}, {@code
 * Soul/RnB}).
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

  private static final int LONGEST = 100;

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
                ? "A genre has no name"
                : "Genre twice: " + this.names.get(earlier) + ", " + this.names.get(i));
      }
    }
  }

  /** Names come from strangers' files and go to terminals, topics and folders. */
  private static void checkPlain(String name) {
    if (name.length() > LONGEST || name.codePoints().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "A genre's name has a control character or more than " + LONGEST + " characters");
    }
  }

  /** A set of at least two genres, none twice after folding. */
  public static GenreSet of(List<String> names) {
    if (names.size() < 2) {
      throw new IllegalArgumentException("A genre set needs two genres at least: " + names);
    }
    return new GenreSet(names);
  }

  /** The form under which two spellings of a genre are equal. */
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

  /** Where a genre stands, compared folded. */
  public OptionalInt indexOf(String name) {
    Integer index = indexes.get(fold(name));
    return index == null ? OptionalInt.empty() : OptionalInt.of(index);
  }

  /** Whether both hold the same genres, in whatever order and spelling. */
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
