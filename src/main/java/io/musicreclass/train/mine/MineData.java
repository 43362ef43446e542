package io.musicreclass.train.mine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Songs, their genres as numbers, and what models give for all of them. */
final class MineData {
  private final List<MineSong> songs;
  private final List<String> genres;
  private final int[] labels;
  private final int[] artists;
  private final int[] training;
  private final int[] heldOut;
  private final List<Source> sources;

  /**
   * Data without vectors yet.
   *
   * @param genres sorted
   * @param sources with rows for these songs
   */
  MineData(List<MineSong> songs, List<String> genres, List<Source> sources) {
    this.songs = List.copyOf(songs);
    this.genres = List.copyOf(genres);
    this.sources = List.copyOf(sources);
    this.labels = songs.stream().mapToInt(song -> genres.indexOf(song.genre())).toArray();
    Map<String, Integer> numbers = new HashMap<>();
    this.artists =
        songs.stream()
            .mapToInt(song -> numbers.computeIfAbsent(song.artist(), a -> numbers.size()))
            .toArray();
    this.training = rows(false);
    this.heldOut = rows(true);
  }

  private int[] rows(boolean test) {
    return IntStream.range(0, songs.size()).filter(i -> songs.get(i).isHeldOut() == test).toArray();
  }

  MineSong song(int row) {
    return songs.get(row);
  }

  List<String> genres() {
    return genres;
  }

  List<Source> sources() {
    return sources;
  }

  int label(int row) {
    return labels[row];
  }

  int[] labels(int[] rows) {
    return IntStream.of(rows).map(row -> labels[row]).toArray();
  }

  /** Numbers of the artists. */
  int[] artists(int[] rows) {
    return IntStream.of(rows).map(row -> artists[row]).toArray();
  }

  int[] training() {
    return training.clone();
  }

  int[] heldOut() {
    return heldOut.clone();
  }

  /** Number of artists of these rows. */
  int artistCount(int[] rows) {
    return (int) IntStream.of(artists(rows)).distinct().count();
  }
}
