package io.musicreclass.classify;

import io.musicreclass.track.GenreSet;
import io.musicreclass.vote.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file of lines {@code theirs = ours}: a genre of a model, and the corresponding genre of the
 * vote, or several, separated by commas. Empty lines and lines that begin with {@code #} are
 * ignored.
 */
final class GenreMapFile {
  /** The file cannot be used; the message names file, line and remedy. */
  static final class MistakeException extends Exception {
    private static final long serialVersionUID = 1;

    MistakeException(String message) {
      super(message);
    }
  }

  private final Path file;
  private final GenreSet ours;
  private final List<GenreSet> others;
  private final Map<String, List<String>> lines = new LinkedHashMap<>();

  private GenreMapFile(Path file, GenreSet ours, List<GenreSet> others) {
    this.file = file;
    this.ours = ours;
    this.others = others;
  }

  /**
   * Reads and checks a file.
   *
   * @param ours the vote's genres
   * @param others the genres of the stages that have others
   * @return those stages' genres, folded, to the vote's
   */
  static Map<String, List<String>> read(Path file, GenreSet ours, List<GenreSet> others)
      throws MistakeException {
    GenreMapFile map = new GenreMapFile(file, ours, others);
    List<String> written;
    try {
      written = Files.readAllLines(file);
    } catch (IOException e) {
      throw new MistakeException(
          file + " cannot be read (" + e + "): correct the path, or remove the setting");
    }
    for (int i = 0; i < written.size(); i++) {
      String line = written.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        map.add(line, i + 1);
      }
    }
    return map.lines;
  }

  private void add(String line, int number) throws MistakeException {
    String theirs = line.split("=", -1)[0].strip();
    try {
      Vocabulary.add(line, ours, lines);
    } catch (IllegalArgumentException e) {
      throw mistake(number, String.valueOf(e.getMessage()));
    }
    if (others.stream().allMatch(set -> set.indexOf(theirs).isEmpty())) {
      throw mistake(number, "no other stage has a genre '" + theirs + "': correct or remove it");
    }
  }

  private MistakeException mistake(int number, String what) {
    return new MistakeException(file + ", line " + number + ": " + what);
  }
}
