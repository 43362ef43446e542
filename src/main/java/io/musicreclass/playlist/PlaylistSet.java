package io.musicreclass.playlist;

import io.musicreclass.classify.tag.ClassTags;
import io.musicreclass.ledger.GenreLists;
import io.musicreclass.organize.Playlists;
import io.musicreclass.track.MusicTag;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** The playlists of all genres, styles and moods. */
final class PlaylistSet {
  private static final String GENRE = "Genre ";
  private static final String STYLE = "Style ";
  private static final String MOOD = "Mood ";
  private static final int PAGE = 1000;

  private final GenreLists songs;
  private final Set<String> styles = ClassTags.names(MusicTag.Kind.STYLE);
  private final Set<String> moods = ClassTags.names(MusicTag.Kind.MOOD);

  PlaylistSet(GenreLists songs) {
    this.songs = songs;
  }

  /**
   * Writes those that have changed, and removes those of which no song is left.
   *
   * @param stopped ends it early
   * @throws IOException if the folder cannot be written
   */
  void write(Playlists playlists, BooleanSupplier stopped) throws IOException {
    Map<String, List<Path>> lists = lists(stopped);
    for (Map.Entry<String, List<Path>> list : lists.entrySet()) {
      if (stopped.getAsBoolean()) {
        return;
      }
      Collections.sort(list.getValue());
      var unused = playlists.write(list.getKey(), list.getValue());
    }
    if (!stopped.getAsBoolean()) {
      playlists.removeOthers(List.of(GENRE, STYLE, MOOD), lists.keySet());
    }
  }

  private Map<String, List<Path>> lists(BooleanSupplier stopped) {
    Map<String, List<Path>> lists = new TreeMap<>();
    long last = 0;
    List<GenreLists.Song> page;
    do {
      page = songs.page(last, PAGE);
      for (GenreLists.Song song : page) {
        last = song.track();
        add(lists, GENRE + song.genre(), song);
        for (String tag : song.tags()) {
          if (styles.contains(tag)) {
            add(lists, STYLE + tag, song);
          } else if (moods.contains(tag)) {
            add(lists, MOOD + tag, song);
          }
        }
      }
    } while (page.size() == PAGE && !stopped.getAsBoolean());
    return lists;
  }

  private static void add(Map<String, List<Path>> lists, String name, GenreLists.Song song) {
    lists.computeIfAbsent(name, unused -> new ArrayList<>()).add(song.path());
  }
}
