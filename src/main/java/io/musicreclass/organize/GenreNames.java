package io.musicreclass.organize;

import io.musicreclass.config.AfterConfig;
import io.musicreclass.track.GenreSet;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The names to write into tags for genres: a file of lines {@code genre = name}, such as {@code
 * Hip-Hop = Hip-Hop/Rap}. If the right side is empty, the genre is not written; a genre that is not
 * listed is written as it is. Empty lines and lines that begin with {@code #} are ignored.
 */
public final class GenreNames {
  private static final String KEY = "reclass.after.names";

  /** A line of the file. */
  private record Line(int number, String genre, String name) {}

  private final String file;
  private final Map<String, Line> lines = new LinkedHashMap<>();

  private GenreNames(String file) {
    this.file = file;
  }

  /**
   * Reads the file named in the settings, if any.
   *
   * @param root base of relative paths
   * @throws IllegalArgumentException if it is invalid; the message has a line for each problem
   */
  public static GenreNames of(AfterConfig config, Path root) {
    Optional<Path> file = config.names().map(root::resolve);
    GenreNames names = new GenreNames(file.map(SongFile::text).orElse(""));
    List<String> problems = file.map(names::read).orElse(List.of());
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", problems));
    }
    return names;
  }

  /** The problems of the file named in the settings; empty if there are none. */
  public static List<String> problems(AfterConfig config, Path root) {
    try {
      of(config, root);
      return List.of();
    } catch (IllegalArgumentException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  private List<String> read(Path path) {
    List<String> text;
    try {
      text = Files.readAllLines(path);
    } catch (CharacterCodingException e) {
      return List.of(KEY + ": " + file + " is not in UTF-8: save it in that encoding");
    } catch (IOException e) {
      return List.of(
          KEY + ": " + file + " cannot be read (" + e + "): correct the path, or remove the key");
    }
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < text.size(); i++) {
      String line = text.get(i).replace("\ufeff", "").strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        parse(line, i + 1).ifPresent(problems::add);
      }
    }
    return problems;
  }

  /** Adds a line; returns what is wrong with it. */
  private Optional<String> parse(String text, int number) {
    String[] sides = text.split("=", 2);
    if (sides.length != 2 || sides[0].isBlank()) {
      return Optional.of(location(number) + "'" + text + "' is not of the form genre = name");
    }
    Line line = new Line(number, sides[0].strip(), sides[1].strip());
    Line before = lines.putIfAbsent(GenreSet.fold(line.genre), line);
    return before == null
        ? Optional.empty()
        : Optional.of(
            location(number)
                + "'"
                + line.genre
                + "' is in line "
                + before.number
                + " already: remove one of them");
  }

  private String location(int number) {
    return KEY + ": " + file + ", line " + number + ": ";
  }

  /** A message for each line whose genre is not one of these. */
  public List<String> unknown(Collection<String> genres) {
    List<String> known = genres.stream().map(GenreSet::fold).toList();
    return lines.entrySet().stream()
        .filter(line -> !known.contains(line.getKey()))
        .map(
            line ->
                location(line.getValue().number)
                    + "no model knows the genre '"
                    + line.getValue().genre
                    + "': only a correction can bring it; the models know "
                    + String.join(", ", genres))
        .toList();
  }

  /**
   * The names to write for genres.
   *
   * @param genres the main one first
   * @return each name once; empty if the main genre is not to be written
   */
  public List<String> written(List<String> genres) {
    List<String> names = genres.stream().map(this::written).toList();
    return names.get(0).isEmpty()
        ? List.of()
        : names.stream().filter(name -> !name.isEmpty()).distinct().toList();
  }

  private String written(String genre) {
    Line line = lines.get(GenreSet.fold(genre));
    return line == null ? genre : line.name;
  }
}
