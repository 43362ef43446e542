package io.musicreclass.train.head;

import io.musicreclass.models.Hashes;
import io.musicreclass.train.method.TrainingRows;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Vectors with their genres, their groups (such as artists) and their part of a split. */
final class VectorTable {
  private final List<String> names;
  private final double[][] rows;
  private final int[] labels;
  private final int[] groups;
  private final boolean[] test;
  private final List<String> genres;
  private final Optional<LabelPrior> prior;

  /**
   * Stores the arrays, which the caller must not change.
   *
   * @param names of the rows, for people
   * @param rows all of one width
   * @param labels indexes of genres
   * @param groups numbers; equal ones are never separated by cross-validation
   * @param test whether a row belongs to the test part
   */
  VectorTable(
      List<String> names,
      double[][] rows,
      int[] labels,
      int[] groups,
      boolean[] test,
      List<String> genres) {
    this(names, rows, labels, groups, test, genres, Optional.empty());
  }

  private VectorTable(
      List<String> names,
      double[][] rows,
      int[] labels,
      int[] groups,
      boolean[] test,
      List<String> genres,
      Optional<LabelPrior> prior) {
    if (names.size() != rows.length
        || labels.length != rows.length
        || groups.length != rows.length
        || test.length != rows.length) {
      throw new IllegalArgumentException("Names, rows, labels, groups and parts differ in number");
    }
    this.names = List.copyOf(names);
    this.rows = rows;
    this.labels = labels;
    this.groups = groups;
    this.test = test;
    this.genres = List.copyOf(genres);
    this.prior = prior;
  }

  /** Numbers for texts, in the order in which they occur first. */
  static int[] numbered(List<String> texts) {
    Map<String, Integer> numbers = new HashMap<>();
    return texts.stream()
        .mapToInt(text -> numbers.computeIfAbsent(text, t -> numbers.size()))
        .toArray();
  }

  int size() {
    return rows.length;
  }

  int width() {
    return rows.length == 0 ? 0 : rows[0].length;
  }

  List<String> genres() {
    return genres;
  }

  String name(int row) {
    return names.get(row);
  }

  /** The row itself, which the caller must not change. */
  double[] row(int row) {
    return rows[row];
  }

  int label(int row) {
    return labels[row];
  }

  int[] labels() {
    return labels.clone();
  }

  int group(int row) {
    return groups[row];
  }

  /** Number of rows of each row's group. */
  int[] groupSizes() {
    Map<Integer, Integer> sizes = new HashMap<>();
    for (int group : groups) {
      sizes.merge(group, 1, Integer::sum);
    }
    return Arrays.stream(groups).map(sizes::get).toArray();
  }

  /** Number of groups that have a row of this genre. */
  long groupsOf(int genre) {
    return IntStream.range(0, size())
        .filter(i -> labels[i] == genre)
        .map(i -> groups[i])
        .distinct()
        .count();
  }

  /** The rows as methods take them, which share their arrays. */
  TrainingRows trainingRows(double[] weights) {
    return new TrainingRows(rows, labels, groups, weights, genres.size());
  }

  /** Hash of all that a training depends on. */
  String hash() {
    MessageDigest digest = Hashes.sha256();
    digest.update(String.join("\n", genres).getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < rows.length; i++) {
      ByteBuffer bytes = ByteBuffer.allocate((rows[i].length + 1) * Double.BYTES);
      bytes.putInt(labels[i]).putInt(groups[i]).asDoubleBuffer().put(rows[i]);
      digest.update(bytes.array());
    }
    return Hashes.hex(digest);
  }

  /** Number of groups. */
  int groupCount() {
    return (int) Arrays.stream(groups).distinct().count();
  }

  boolean hasTest() {
    return IntStream.range(0, size()).anyMatch(i -> test[i]);
  }

  /** The rows of the training part, or all others. */
  VectorTable part(boolean testPart) {
    return at(IntStream.range(0, size()).filter(i -> test[i] == testPart).toArray());
  }

  /** The rows whose group has no row in the other table. */
  VectorTable withoutGroupsOf(VectorTable other) {
    List<Integer> theirs = Arrays.stream(other.groups).boxed().distinct().toList();
    return at(IntStream.range(0, size()).filter(i -> !theirs.contains(groups[i])).toArray());
  }

  /** The same rows, each a group of its own. */
  VectorTable ungrouped() {
    return new VectorTable(
        names, rows, labels, IntStream.range(0, size()).toArray(), test, genres, prior);
  }

  /** The mean of all rows. */
  double[] mean() {
    double[] mean = new double[width()];
    for (double[] row : rows) {
      for (int c = 0; c < mean.length; c++) {
        mean[c] += row[c];
      }
    }
    for (int c = 0; c < mean.length; c++) {
      mean[c] /= rows.length;
    }
    return mean;
  }

  /** What the labels of the values say of genres. */
  Optional<LabelPrior> prior() {
    return prior;
  }

  /** The same, knowing what the labels of its values say of genres. */
  VectorTable with(LabelPrior labelled) {
    return new VectorTable(names, rows, labels, groups, test, genres, Optional.of(labelled));
  }

  /** The same with other vectors. */
  VectorTable withRows(double[][] others) {
    return new VectorTable(names, others, labels, groups, test, genres, prior);
  }

  /** The rows at these indexes, in this order. */
  VectorTable at(int... places) {
    List<String> chosen = new ArrayList<>(places.length);
    boolean[] parts = new boolean[places.length];
    for (int i = 0; i < places.length; i++) {
      chosen.add(names.get(places[i]));
      parts[i] = test[places[i]];
    }
    return new VectorTable(
        chosen,
        Arrays.stream(places).mapToObj(i -> rows[i]).toArray(double[][]::new),
        Arrays.stream(places).map(i -> labels[i]).toArray(),
        Arrays.stream(places).map(i -> groups[i]).toArray(),
        parts,
        genres,
        prior);
  }
}
