package io.musicreclass.train.head;

import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.track.GenreSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the labels of a table's values say of genres: the weights towards which a head is
 * regularised instead of 0, so that a tag speaks for the genres whose name it bears until the rows
 * say otherwise. The labels of a genre share a weight of 1.
 */
final class LabelPrior {
  private final double[] weights;

  private LabelPrior(double[] weights) {
    this.weights = weights;
  }

  /**
   * The prior of a label map.
   *
   * @param labels of the values, in order
   * @param map for each genre the labels that speak for it
   * @throws IllegalArgumentException if a genre or a label of the map is unknown; names it
   */
  static LabelPrior of(List<String> labels, List<String> genres, Map<String, List<String>> map) {
    double[] weights = new double[labels.size() * genres.size()];
    GenreSet known = GenreSet.of(genres);
    List<String> folded = labels.stream().map(GenreSet::fold).toList();
    map.forEach(
        (name, ofGenre) -> {
          int genre =
              known
                  .indexOf(name)
                  .orElseThrow(() -> new IllegalArgumentException("unknown genre " + name));
          for (String label : ofGenre) {
            int place = folded.indexOf(GenreSet.fold(label));
            if (place < 0) {
              throw new IllegalArgumentException("no value is labelled " + label);
            }
            weights[place * genres.size() + genre] = 1.0 / ofGenre.size();
          }
        });
    return new LabelPrior(weights);
  }

  /**
   * The prior of a label map in a file: lines {@code genre = label, label}; lines that begin with #
   * are comments.
   *
   * @throws ConvertException if the file cannot be used; names line and remedy
   */
  static LabelPrior read(Path file, List<String> labels, List<String> genres)
      throws ConvertException, IOException {
    Map<String, List<String>> map = new LinkedHashMap<>();
    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      int equals = line.indexOf('=');
      String genre = line.substring(0, Math.max(0, equals)).strip();
      List<String> speaking =
          Arrays.stream(line.substring(equals + 1).split(","))
              .map(String::strip)
              .filter(label -> !label.isEmpty())
              .toList();
      if (genre.isEmpty() || speaking.isEmpty() || map.put(genre, speaking) != null) {
        throw ConvertException.of(
            file,
            "line " + (i + 1) + " is not a new genre with its columns: " + line,
            "Write genre = column, column, one line for each genre");
      }
    }
    try {
      return of(labels, genres, map);
    } catch (IllegalArgumentException e) {
      throw ConvertException.of(
          file, "does not fit the table: " + e.getMessage(), "Correct the name", e);
    }
  }

  /** The weights of logistic regression, row-major [values, genres], times a factor. */
  double[] times(double strength) {
    return Arrays.stream(weights).map(weight -> weight * strength).toArray();
  }
}
