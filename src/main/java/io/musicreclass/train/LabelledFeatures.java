package io.musicreclass.train;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Tracks with their features and genres. */
final class LabelledFeatures {
  private final List<String> names;
  private final double[][] rows;
  private final int[] labels;
  private final int genres;

  /** Stores the arrays, which the caller must not change. */
  LabelledFeatures(List<String> names, double[][] rows, int[] labels, int genres) {
    if (names.size() != rows.length || rows.length != labels.length) {
      throw new IllegalArgumentException("Names, rows and labels differ in number");
    }
    this.names = List.copyOf(names);
    this.rows = rows;
    this.labels = labels;
    this.genres = genres;
  }

  int size() {
    return rows.length;
  }

  int width() {
    return rows.length == 0 ? 0 : rows[0].length;
  }

  int genres() {
    return genres;
  }

  String name(int track) {
    return names.get(track);
  }

  int label(int track) {
    return labels[track];
  }

  /** The labels of all tracks. */
  int[] labels() {
    return labels.clone();
  }

  double value(int track, int column) {
    return rows[track][column];
  }

  /** The tracks at these indices, in this order. */
  LabelledFeatures at(int... places) {
    return new LabelledFeatures(
        Arrays.stream(places).mapToObj(names::get).toList(),
        Arrays.stream(places).mapToObj(i -> rows[i]).toArray(double[][]::new),
        Arrays.stream(places).map(i -> labels[i]).toArray(),
        genres);
  }

  /** These tracks, then the other's. */
  LabelledFeatures and(LabelledFeatures other) {
    return new LabelledFeatures(
        Stream.concat(names.stream(), other.names.stream()).toList(),
        Stream.concat(Arrays.stream(rows), Arrays.stream(other.rows)).toArray(double[][]::new),
        IntStream.concat(Arrays.stream(labels), Arrays.stream(other.labels)).toArray(),
        genres);
  }
}
