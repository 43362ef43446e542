package io.musicreclass.train.extra;

import io.musicreclass.train.SplitMix64;
import io.musicreclass.train.method.TrainingRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Rows divided in two by whole groups: those to fit, and those that say when to stop.
 *
 * @param fitted at least four fifths of each genre
 * @param held empty where no group is small enough
 */
record HeldOut(TrainingRows fitted, TrainingRows held) {
  private static final double SHARE = 0.2;

  /** The number of the generator that orders groups, apart from those of other purposes. */
  private static final long ORDER = 1L << 33;

  /** Divides rows; the same seed gives the same parts. */
  static HeldOut of(TrainingRows rows, long seed) {
    Map<Integer, List<Integer>> groups = new TreeMap<>();
    for (int i = 0; i < rows.rows().length; i++) {
      groups.computeIfAbsent(rows.groups()[i], group -> new ArrayList<>()).add(i);
    }
    int[] left = new int[rows.genres()];
    for (int label : rows.labels()) {
      left[label]++;
    }
    for (int genre = 0; genre < left.length; genre++) {
      left[genre] = (int) (left[genre] * SHARE);
    }
    List<List<Integer>> inOrder = List.copyOf(groups.values());
    boolean[] held = new boolean[rows.rows().length];
    for (int group : SplitMix64.of(seed, ORDER).permutation(inOrder.size())) {
      Map<Integer, Integer> counts = new HashMap<>();
      inOrder.get(group).forEach(row -> counts.merge(rows.labels()[row], 1, Integer::sum));
      if (counts.entrySet().stream().allMatch(count -> count.getValue() <= left[count.getKey()])) {
        counts.forEach((genre, count) -> left[genre] -= count);
        inOrder.get(group).forEach(row -> held[row] = true);
      }
    }
    return new HeldOut(part(rows, held, false), part(rows, held, true));
  }

  private static TrainingRows part(TrainingRows rows, boolean[] held, boolean wanted) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < held.length; i++) {
      if (held[i] == wanted) {
        places.add(i);
      }
    }
    return at(rows, places.stream().mapToInt(i -> i).toArray());
  }

  /** The rows at these places; their weights are 1 on average. */
  static TrainingRows at(TrainingRows rows, int... places) {
    double mean = Arrays.stream(places).mapToDouble(i -> rows.weights()[i]).average().orElse(1);
    return new TrainingRows(
        Arrays.stream(places).mapToObj(i -> rows.rows()[i]).toArray(double[][]::new),
        Arrays.stream(places).map(i -> rows.labels()[i]).toArray(),
        Arrays.stream(places).map(i -> rows.groups()[i]).toArray(),
        Arrays.stream(places).mapToDouble(i -> rows.weights()[i] / mean).toArray(),
        rows.genres());
  }

  /** Whether there are rows that say when to stop. */
  boolean isPossible() {
    return held.rows().length > 0;
  }
}
