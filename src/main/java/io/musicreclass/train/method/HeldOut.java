package io.musicreclass.train.method;

import io.musicreclass.train.SplitMix64;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows held out for early stopping, about a tenth of each genre: whole groups, so that no artist is
 * on both sides.
 */
final class HeldOut {
  private static final double SHARE = 0.1;

  private final int[] training;
  private final int[] validation;

  /**
   * Divides rows. Groups come in random order; each is held out while none of its genres is above
   * its share by that, or by more than a single row if a share is less than one.
   */
  HeldOut(TrainingRows rows, SplitMix64 random) {
    Map<Integer, List<Integer>> groups = new LinkedHashMap<>();
    int[] most = new int[rows.genres()];
    for (int i = 0; i < rows.labels().length; i++) {
      groups.computeIfAbsent(rows.groups()[i], group -> new ArrayList<>()).add(i);
      most[rows.labels()[i]]++;
    }
    for (int g = 0; g < most.length; g++) {
      most[g] = most[g] < 2 ? 0 : (int) Math.ceil(SHARE * most[g]);
    }
    List<List<Integer>> all = new ArrayList<>(groups.values());
    boolean[] held = new boolean[rows.labels().length];
    for (int group : random.permutation(all.size())) {
      List<Integer> members = all.get(group);
      int[] rest = most.clone();
      members.forEach(row -> rest[rows.labels()[row]]--);
      if (Arrays.stream(rest).allMatch(left -> left >= 0)) {
        System.arraycopy(rest, 0, most, 0, rest.length);
        members.forEach(row -> held[row] = true);
      }
    }
    this.training = where(held, false);
    this.validation = where(held, true);
  }

  private static int[] where(boolean[] held, boolean wanted) {
    List<Integer> rows = new ArrayList<>();
    for (int i = 0; i < held.length; i++) {
      if (held[i] == wanted) {
        rows.add(i);
      }
    }
    return rows.stream().mapToInt(i -> i).toArray();
  }

  int[] training() {
    return training;
  }

  /** Empty if every group is too large. */
  int[] validation() {
    return validation;
  }
}
