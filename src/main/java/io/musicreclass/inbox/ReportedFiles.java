package io.musicreclass.inbox;

import io.musicreclass.inbox.FileObservation.Song;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** State of each file when it was last reported, grouped by folder. */
final class ReportedFiles {
  private record Stamp(long inode, long size, long mtime, long changed) {
    static Stamp of(Song song) {
      return new Stamp(
          song.file().inode(), song.file().size(), song.file().mtime(), song.changed());
    }
  }

  private final Map<Path, Map<Path, Stamp>> folders = new HashMap<>();

  boolean has(Song song) {
    Path path = song.file().path();
    return Stamp.of(song)
        .equals(folders.getOrDefault(path.getParent(), Map.of()).get(path.getFileName()));
  }

  void add(Song song) {
    Path path = song.file().path();
    folders
        .computeIfAbsent(path.getParent(), f -> new HashMap<>())
        .put(path.getFileName(), Stamp.of(song));
  }

  void forget(Path file) {
    folders.getOrDefault(file.getParent(), new HashMap<>()).remove(file.getFileName());
  }

  /** Forgets all files of a folder, not below it, except those with these names. */
  void retainNames(Path folder, Set<Path> names) {
    folders.getOrDefault(folder, new HashMap<>()).keySet().retainAll(names);
  }

  /** Forgets all folders at and below {@code top} except these. */
  void retainFolders(Path top, Set<Path> retained) {
    folders.keySet().removeIf(folder -> folder.startsWith(top) && !retained.contains(folder));
  }

  void clear() {
    folders.clear();
  }
}
