package io.musicreclass.evaluate.study;

import io.musicreclass.track.GenreSet;
import io.musicreclass.train.data.LabelledData;
import io.musicreclass.train.data.LabelledData.Part;
import io.musicreclass.train.head.HeadApproach;
import io.musicreclass.train.method.TrainingRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Songs of known genre with their vectors. */
public final class Samples {
  private final String source;
  private final List<LabelledData.Row> songs;
  private final List<String> columns;
  private final GenreSet genres;
  private final TrainingRows rows;

  /**
   * Stores songs.
   *
   * @param source their name, for people
   * @param vectors of the songs, in their order, all of one width
   * @param columns names of the vectors' values
   * @throws IllegalStateException if there are no songs of two genres by two artists
   */
  public Samples(
      String source, List<LabelledData.Row> songs, List<float[]> vectors, List<String> columns) {
    this.source = source;
    this.songs = List.copyOf(songs);
    this.columns = List.copyOf(columns);
    List<String> names =
        List.copyOf(new TreeSet<>(songs.stream().map(LabelledData.Row::genre).toList()));
    if (names.size() < 2) {
      throw new IllegalStateException(
          source + " has songs of " + names + " only: at least two genres are needed");
    }
    this.genres = GenreSet.of(names);
    this.rows =
        new TrainingRows(
            vectors.stream().map(Samples::doubles).toArray(double[][]::new),
            songs.stream().mapToInt(song -> genres.indexOf(song.genre()).orElseThrow()).toArray(),
            groups(songs),
            ones(songs.size()),
            names.size());
    if (Arrays.stream(rows.groups()).distinct().count() < 2) {
      throw new IllegalStateException(
          source + " has songs of one artist only, so a head cannot be tried on songs of others");
    }
  }

  private static double[] doubles(float[] vector) {
    return IntStream.range(0, vector.length).mapToDouble(i -> vector[i]).toArray();
  }

  private static double[] ones(int n) {
    double[] weights = new double[n];
    Arrays.fill(weights, 1);
    return weights;
  }

  /** Numbers of the artists; a song without one is a group of its own. */
  private static int[] groups(List<LabelledData.Row> songs) {
    Map<String, Integer> numbers = new HashMap<>();
    List<Integer> groups = new ArrayList<>();
    for (int i = 0; i < songs.size(); i++) {
      String group = songs.get(i).group();
      String key = group.isEmpty() ? "\0" + i : group;
      groups.add(numbers.computeIfAbsent(key, k -> numbers.size()));
    }
    return groups.stream().mapToInt(i -> i).toArray();
  }

  String source() {
    return source;
  }

  int size() {
    return songs.size();
  }

  LabelledData.Row song(int index) {
    return songs.get(index);
  }

  /** Names of the values of each vector. */
  public List<String> columns() {
    return columns;
  }

  List<String> genres() {
    return genres.names();
  }

  TrainingRows rows() {
    return rows;
  }

  /** Number of songs whose artist is not known. */
  long withoutArtist() {
    return songs.stream().filter(song -> song.group().isEmpty()).count();
  }

  /** Whether some songs are of the test part of a published split. */
  boolean hasTest() {
    return songs.stream().anyMatch(song -> song.part() == Part.TEST);
  }

  /** The rows of the test part, or all others. */
  TrainingRows part(boolean test) {
    return HeadApproach.at(
        rows,
        IntStream.range(0, songs.size())
            .filter(i -> (songs.get(i).part() == Part.TEST) == test)
            .toArray());
  }

  /** The same rows, each a group of its own. */
  static TrainingRows ungrouped(TrainingRows rows) {
    return new TrainingRows(
        rows.rows(),
        rows.labels(),
        IntStream.range(0, rows.rows().length).toArray(),
        rows.weights(),
        rows.genres());
  }
}
