package io.musicreclass.train.head;

import io.musicreclass.train.SplitMix64;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Parts of a table for cross-validation: no group is in two parts, and each genre is spread over
 * the parts as evenly as that allows.
 */
final class GroupFolds {
  private final int[] fold;
  private final int count;

  /**
   * Divides a table. The groups come in random order, large ones first; each joins the part in
   * which the fewest rows of its genres are.
   */
  GroupFolds(VectorTable table, int count, SplitMix64 random) {
    this.fold = new int[table.size()];
    this.count = count;
    List<int[]> groups = shuffled(groups(table), random);
    groups.sort(Comparator.comparingInt((int[] rows) -> -rows.length));
    long[][] counts = new long[count][table.genres().size()];
    long[] sizes = new long[count];
    for (int[] rows : groups) {
      int part = lowest(table, rows, counts, sizes);
      for (int row : rows) {
        counts[part][table.label(row)]++;
        fold[row] = part;
      }
      sizes[part] += rows.length;
    }
  }

  /** The rows of each group, in the order in which the groups occur first. */
  private static List<int[]> groups(VectorTable table) {
    Map<Integer, List<Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < table.size(); i++) {
      groups.computeIfAbsent(table.group(i), group -> new ArrayList<>()).add(i);
    }
    return groups.values().stream().map(rows -> rows.stream().mapToInt(i -> i).toArray()).toList();
  }

  private static List<int[]> shuffled(List<int[]> groups, SplitMix64 random) {
    return new ArrayList<>(
        Arrays.stream(random.permutation(groups.size())).mapToObj(groups::get).toList());
  }

  private static int lowest(VectorTable table, int[] rows, long[][] counts, long[] sizes) {
    int[] added = new int[table.genres().size()];
    Arrays.stream(rows).forEach(row -> added[table.label(row)]++);
    int best = 0;
    long least = Long.MAX_VALUE;
    for (int part = 0; part < counts.length; part++) {
      long cost = 0;
      for (int g = 0; g < added.length; g++) {
        // the increase of the sum of squares, which is least for the most even distribution
        cost += added[g] * (2 * counts[part][g] + added[g]);
      }
      if (cost < least || (cost == least && sizes[part] < sizes[best])) {
        least = cost;
        best = part;
      }
    }
    return best;
  }

  int count() {
    return count;
  }

  /** Indexes of the rows of a part. */
  int[] in(int part) {
    return IntStream.range(0, fold.length).filter(i -> fold[i] == part).toArray();
  }

  /** Indexes of all other rows. */
  int[] outOf(int part) {
    return IntStream.range(0, fold.length).filter(i -> fold[i] != part).toArray();
  }
}
