package io.musicreclass.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Divides tracks into parts of nearly equal size, each genre spread over all of them. */
final class Folds {
  private final int[] fold;
  private final int count;

  private Folds(int[] fold, int count) {
    this.fold = fold;
    this.count = count;
  }

  /** Parts at random. */
  static Folds shuffled(LabelledFeatures data, int count, SplitMix64 random) {
    int[] fold = new int[data.size()];
    int[] dealt = new int[data.genres()];
    for (int i : random.permutation(data.size())) {
      fold[i] = dealt[data.label(i)]++ % count;
    }
    return new Folds(fold, count);
  }

  /**
   * Parts of neighbours by name: GTZAN numbers the tracks of one artist or album in a row, so a
   * part holds few artists of another.
   */
  static Folds neighbours(LabelledFeatures data, int count) {
    int[] fold = new int[data.size()];
    for (int genre = 0; genre < data.genres(); genre++) {
      int wanted = genre;
      List<Integer> tracks = new ArrayList<>();
      for (int i = 0; i < data.size(); i++) {
        if (data.label(i) == wanted) {
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

  /** Places of the tracks of a part. */
  int[] in(int part) {
    return places(part, true);
  }

  /** Places of all other tracks. */
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
