package io.musicreclass.train.mine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Rows in parts: no artist is in two, and the artists of each genre are spread evenly. */
final class ArtistFolds {
  private final int[] fold;

  /** Deals the artists out, genre by genre. */
  ArtistFolds(MineData data, int[] rows, int count) {
    fold = new int[rows.length];
    Map<String, List<Integer>> byArtist = new LinkedHashMap<>();
    for (int i = 0; i < rows.length; i++) {
      byArtist.computeIfAbsent(data.song(rows[i]).artist(), artist -> new ArrayList<>()).add(i);
    }
    List<List<Integer>> artists = new ArrayList<>(byArtist.values());
    artists.sort(
        Comparator.comparingInt((List<Integer> own) -> data.label(rows[own.get(0)]))
            .thenComparingLong(own -> data.song(rows[own.get(0)]).artistNumber()));
    for (int i = 0; i < artists.size(); i++) {
      for (int row : artists.get(i)) {
        fold[row] = i % count;
      }
    }
  }

  /** Places of the rows of a part. */
  int[] in(int part) {
    return IntStream.range(0, fold.length).filter(i -> fold[i] == part).toArray();
  }

  /** Places of all other rows. */
  int[] outOf(int part) {
    return IntStream.range(0, fold.length).filter(i -> fold[i] != part).toArray();
  }
}
