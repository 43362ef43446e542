package io.musicreclass.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Divides tracks into stratified parts of nearly equal size. */
final class Folds {
  private final int[] fold;
  private final int count;

  private Folds(int[] fold, int count) {
    this.fold = fold;
    this.count = count;
  }

  /** Random parts. */
  static Folds shuffled(LabelledFeatures data, int count, SplitMix64 random) {
    int[] fold = new int[data.size()];
    int[] assigned = new int[data.genres()];
    for (int i : random.permutation(data.size())) {
      fold[i] = assigned[data.label(i)]++ % count;
    }
    return new Folds(fold, count);
  }

  /**
   * Parts of neighbours by name: GTZAN numbers the tracks of an artist or album consecutively, so
   * few artists are in two parts.
   */
  static Folds neighbours(LabelledFeatures data, int count) {
    int[] fold = new int[data.size()];
    for (int genre = 0; genre < data.genres(); genre++) {
      int label = genre;
      List<Integer> tracks = new ArrayList<>();
      for (int i = 0; i < data.size(); i++) {
        if (data.label(i) == label) {
          tracks.add(i);
        }
      }
      tracks.sort(Comparator.comparing(data::name));
      for (int i = 0; i < tracks.size(); i++) {
        fold[tracks.get(i)] = i * count / tracks.size();
      }
    }
    return new Folds(fold, count);
  }

  int count() {
    return count;
  }

  /** Indices of the tracks of a part. */
  int[] in(int part) {
    return places(part, true);
  }

  /** Indices of all other tracks. */
  int[] outOf(int part) {
    return places(part, false);
  }

  private int[] places(int part, boolean inside) {
    int[] places = new int[fold.length];
    int n = 0;
    for (int i = 0; i < fold.length; i++) {
      if (fold[i] == part == inside) {
        places[n++] = i;
      }
    }
    return Arrays.copyOf(places, n);
  }
}
