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
 * Which words are written into tags for which genres: a file of lines {@code ours = written}, such
 * as {@code Hip-Hop = Hip-Hop/Rap}. Of a genre whose right side is empty nothing is written, one
 * that is not listed is written as it is. Empty lines and lines that begin with {@code #} say
 * nothing.
 */
public final class GenreNames {
  private static final String KEY = "reclass.after.names";

  /** A line of the file. */
  private record Line(int number, String ours, String written) {}

  private final String file;
  private final Map<String, Line> lines = new LinkedHashMap<>();

  private GenreNames(String file) {
    this.file = file;
  }

  /**
   * Reads the file that the settings name, if they do.
   *
   * @param root what a relative path starts from
   * @throws IllegalArgumentException with what is wrong, a line each
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

  /** What is wrong with the file that the settings name; empty when nothing is. */
  public static List<String> problems(AfterConfig config, Path root) {
    try {
      of(config, root);
      return List.of();
    } catch (IllegalArgumentException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  private List<String> read(Path path) {
    List<String> written;
    try {
      written = Files.readAllLines(path);
    } catch (CharacterCodingException e) {
      return List.of(KEY + ": " + file + " is not in UTF-8: save it in that encoding");
    } catch (IOException e) {
      return List.of(
          KEY + ": " + file + " cannot be read (" + e + "): correct the path, or remove the key");
    }
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < written.size(); i++) {
      String line = written.get(i).replace("\ufeff", "").strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        take(line, i + 1).ifPresent(problems::add);
      }
    }
    return problems;
  }

  /** Gives what is wrong with a line. */
  private Optional<String> take(String text, int number) {
    String[] sides = text.split("=", 2);
    if (sides.length != 2 || sides[0].isBlank()) {
      return Optional.of(place(number) + "'" + text + "' is not of the form Genre = text to write");
    }
    Line line = new Line(number, sides[0].strip(), sides[1].strip());
    Line before = lines.putIfAbsent(GenreSet.fold(line.ours), line);
    return before == null
        ? Optional.empty()
        : Optional.of(
            place(number)
                + "'"
                + line.ours
                + "' is in line "
                + before.number
                + " already: remove one of them");
  }

  private String place(int number) {
    return KEY + ": " + file + ", line " + number + ": ";
  }

  /** Lines for genres that are none of these, in words for a person. */
  public List<String> unknown(Collection<String> genres) {
    List<String> known = genres.stream().map(GenreSet::fold).toList();
    return lines.entrySet().stream()
        .filter(line -> !known.contains(line.getKey()))
        .map(
            line ->
                place(line.getValue().number)
                    + "no model knows the genre '"
                    + line.getValue().ours
                    + "': only a correction can bring it; the models know "
                    + String.join(", ", genres))
        .toList();
  }

  /**
   * What is written for genres.
   *
   * @param genres the main one first
   * @return each word once; empty where nothing is to be written for the main one
   */
  public List<String> written(List<String> genres) {
    List<String> words = genres.stream().map(this::written).toList();
    return words.get(0).isEmpty()
        ? List.of()
        : words.stream().filter(word -> !word.isEmpty()).distinct().toList();
  }

  private String written(String genre) {
    Line line = lines.get(GenreSet.fold(genre));
    return line == null ? genre : line.written;
  }
}
