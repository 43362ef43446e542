package io.musicreclass.vote;

import io.musicreclass.track.GenreSet;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The genres that verdicts use, and which genres of other sets correspond to them. Written as
 * lines: a genre each, and {@code theirs = ours, ours...} for a genre of another set. Empty lines
 * and lines that begin with {@code #} are ignored.
 *
 * @param genres as verdicts write them
 * @param lines genres of other sets, folded, to one or more of {@code genres}
 */
public record Vocabulary(GenreSet genres, Map<String, List<String>> lines) {
  /** The name of the wide taxonomy, the vocabulary of the default networks. */
  public static final String WIDE = "wide";

  /**
   * Names of the vocabularies that are part of the program: the wide taxonomy of this project, and
   * the genres of GTZAN (10), of the Free Music Archive (16 top-level ones) and of the tagtraum
   * annotations of the Million Song Dataset (13).
   */
  public static final List<String> SHIPPED = List.of(WIDE, "gtzan", "fma", "msd");

  public Vocabulary {
    lines = Map.copyOf(lines);
  }

  /**
   * A model's genres as it writes them, with the correspondences of the shipped vocabulary that has
   * the same genres, if there is one.
   */
  public static Vocabulary ofModel(GenreSet genres) {
    return SHIPPED.stream()
        .map(Vocabulary::shipped)
        .filter(shipped -> shipped.genres.sameGenres(genres))
        .findFirst()
        .map(shipped -> new Vocabulary(genres, shipped.lines))
        .orElse(new Vocabulary(genres, Map.of()));
  }

  /** The name of the wide taxonomy if all of these genres are in it. */
  public static Optional<String> taxonomy(List<String> genres) {
    GenreSet wide = shipped(WIDE).genres;
    return genres.stream().allMatch(genre -> wide.indexOf(genre).isPresent())
        ? Optional.of(WIDE)
        : Optional.empty();
  }

  /**
   * A vocabulary that is part of the program.
   *
   * @param name one of {@link #SHIPPED}
   */
  public static Vocabulary shipped(String name) {
    String resource = "/genres/" + name + ".txt";
    try (InputStream in = Vocabulary.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("there is no vocabulary '" + name + "'");
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }

  /**
   * A vocabulary from its lines.
   *
   * @throws IllegalArgumentException if a line is wrong, with its number
   */
  public static Vocabulary parse(List<String> text) {
    List<String> names = new ArrayList<>();
    Map<Integer, String> correspondences = new LinkedHashMap<>();
    for (int i = 0; i < text.size(); i++) {
      String line = text.get(i).strip();
      if (line.contains("=") && !line.startsWith("#")) {
        correspondences.put(i + 1, line);
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        names.add(line);
      }
    }
    GenreSet genres = GenreSet.of(names);
    Map<String, List<String>> lines = new LinkedHashMap<>();
    correspondences.forEach(
        (number, line) -> {
          try {
            add(line, genres, lines);
          } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("line " + number + ": " + e.getMessage(), e);
          }
        });
    return new Vocabulary(genres, lines);
  }

  /**
   * Adds the correspondence in a line {@code theirs = ours, ours...}.
   *
   * @param lines by the folded name of the other set's genre
   * @throws IllegalArgumentException if the line is wrong, with what and the remedy
   */
  public static void add(String line, GenreSet ours, Map<String, List<String>> lines) {
    String[] sides = line.split("=", -1);
    if (sides.length != 2 || sides[0].isBlank() || sides[1].isBlank()) {
      throw new IllegalArgumentException(
          "'" + line + "' is not of the form theirs = ours, or theirs = ours, ours");
    }
    List<String> targets = Arrays.stream(sides[1].split(",", -1)).map(String::strip).toList();
    for (String target : targets) {
      if (ours.indexOf(target).isEmpty()) {
        throw new IllegalArgumentException(
            "the vote has no genre '" + target + "', only " + String.join(", ", ours.names()));
      }
    }
    if (lines.put(GenreSet.fold(sides[0]), targets) != null) {
      throw new IllegalArgumentException(
          "'" + sides[0].strip() + "' occurs twice: remove one of the lines");
    }
  }

  /**
   * The map from a model's genres to these.
   *
   * @param more further lines, which take precedence; by folded names
   */
  public GenreMap mapFrom(GenreSet theirs, Map<String, List<String>> more) {
    Map<String, List<String>> all = new LinkedHashMap<>();
    // An equal name is the better counterpart, unless the user says otherwise.
    lines.forEach(
        (from, to) -> {
          if (genres.indexOf(from).isEmpty()) {
            all.put(from, to);
          }
        });
    all.putAll(more);
    return GenreMap.of(theirs, genres, all);
  }
}
