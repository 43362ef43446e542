package io.musicreclass.evaluate;

import io.musicreclass.evaluate.VoteEvaluation.Origin;
import io.musicreclass.evaluate.VoteEvaluation.Song;
import io.musicreclass.track.GenreSet;
import io.musicreclass.train.SplitMix64;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Divides songs into halves: no artist is in both, and each has about half of each genre. */
final class ArtistSplit {
  private ArtistSplit() {}

  /**
   * The halves: {@code true} to fit, {@code false} to measure.
   *
   * @throws IllegalStateException if all songs are of one artist
   */
  static Map<Boolean, List<Song>> halves(List<Song> songs, long seed) {
    Map<String, List<Song>> byArtist = new LinkedHashMap<>();
    for (int i = 0; i < songs.size(); i++) {
      byArtist
          .computeIfAbsent(group(songs.get(i).origin(), i), group -> new ArrayList<>())
          .add(songs.get(i));
    }
    if (byArtist.size() < 2) {
      throw new IllegalStateException(
          "All songs are of one artist, but songs of at least two are needed: a figure on an artist"
              + " that rules were fitted to says nothing");
    }
    List<List<Song>> groups = new ArrayList<>();
    List<List<Song>> inOrder = List.copyOf(byArtist.values());
    for (int i : SplitMix64.of(seed, 0).permutation(inOrder.size())) {
      groups.add(inOrder.get(i));
    }
    groups.sort(Comparator.comparingInt(group -> -group.size()));
    Map<Boolean, List<Song>> halves = Map.of(true, new ArrayList<>(), false, new ArrayList<>());
    Map<String, Integer> lead = new HashMap<>();
    for (List<Song> group : groups) {
      Map<String, Integer> added = new HashMap<>();
      group.forEach(song -> added.merge(genre(song), 1, Integer::sum));
      long leaning = 0; // how much the first half has more of these genres
      for (Map.Entry<String, Integer> genre : added.entrySet()) {
        leaning += (long) genre.getValue() * lead.getOrDefault(genre.getKey(), 0);
      }
      boolean first =
          leaning == 0 ? halves.get(true).size() <= halves.get(false).size() : leaning < 0;
      halves.get(first).addAll(group);
      added.forEach((genre, n) -> lead.merge(genre, first ? n : -n, Integer::sum));
    }
    return halves;
  }

  private static String group(Origin origin, int number) {
    if (!origin.artist().isEmpty()) {
      return "artist " + origin.artist();
    }
    return origin.track().isEmpty() ? "song " + number : "track " + origin.track();
  }

  private static String genre(Song song) {
    return GenreSet.fold(song.origin().genre());
  }
}
