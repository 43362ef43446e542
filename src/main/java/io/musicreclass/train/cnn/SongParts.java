package io.musicreclass.train.cnn;

import io.musicreclass.train.SplitMix64;
import io.musicreclass.train.data.LabelledData;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which songs are fitted, which decide when to stop, and which are only measured: the published
 * split where there is one; otherwise 70, 15 and 15 % of each genre by whole artists.
 */
final class SongParts {
  private static final double HELD_OUT = 0.15;

  private final List<List<Integer>> parts =
      List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
  private final List<LabelledData.Row> rows;

  private SongParts(List<LabelledData.Row> rows) {
    this.rows = rows;
  }

  /**
   * Divides songs.
   *
   * @throws IllegalArgumentException if there are too few artists
   */
  static SongParts of(List<LabelledData.Row> rows, long seed) {
    SongParts divided = new SongParts(rows);
    Map<String, List<Integer>> artists = new LinkedHashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      LabelledData.Row row = rows.get(i);
      switch (row.part()) {
        case VALID -> divided.valid().add(i);
        case TEST -> divided.test().add(i);
        case TRAIN, NONE -> {
          String artist = row.group().isEmpty() ? "\0" + i : row.group();
          artists.computeIfAbsent(artist, a -> new ArrayList<>()).add(i);
        }
      }
    }
    divided.divide(new ArrayList<>(artists.values()), SplitMix64.of(seed, 0));
    if (divided.parts.stream().anyMatch(List::isEmpty)) {
      throw new IllegalArgumentException(
          "there are %d artists, too few to hold some out for validation and test: each genre needs at least 3"
              .formatted(artists.size()));
    }
    return divided;
  }

  /** The groups come in random order, large ones first; each joins the emptiest part. */
  private void divide(List<List<Integer>> groups, SplitMix64 random) {
    double[] shares = {0, valid().isEmpty() ? HELD_OUT : 0, test().isEmpty() ? HELD_OUT : 0};
    shares[0] = 1 - shares[1] - shares[2];
    int[] order = random.permutation(groups.size());
    List<List<Integer>> shuffled = new ArrayList<>();
    for (int i : order) {
      shuffled.add(groups.get(i));
    }
    shuffled.sort(Comparator.comparingInt((List<Integer> group) -> -group.size()));
    Map<String, double[]> filled = new LinkedHashMap<>();
    for (List<Integer> group : shuffled) {
      int best = 0;
      for (int part = 1; part < shares.length; part++) {
        if (shares[part] > 0
            && fill(group, part, filled, shares) < fill(group, best, filled, shares)) {
          best = part;
        }
      }
      parts.get(best).addAll(group);
      for (int song : group) {
        filled.computeIfAbsent(rows.get(song).genre(), g -> new double[shares.length])[best]++;
      }
    }
  }

  /** How full a part is already of the genres of a group. */
  private double fill(
      List<Integer> group, int part, Map<String, double[]> filled, double[] shares) {
    double sum = 0;
    for (int song : group) {
      sum += filled.getOrDefault(rows.get(song).genre(), new double[shares.length])[part];
    }
    return sum / shares[part];
  }

  /** How they were divided, for people. */
  String origin() {
    return rows.stream().allMatch(row -> row.part() == LabelledData.Part.NONE)
        ? "no artist in two of them"
        : "as published";
  }

  List<Integer> train() {
    return parts.get(0);
  }

  List<Integer> valid() {
    return parts.get(1);
  }

  List<Integer> test() {
    return parts.get(2);
  }
}
