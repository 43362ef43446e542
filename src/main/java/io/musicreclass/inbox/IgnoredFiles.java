package io.musicreclass.inbox;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Files and folders currently ignored by name in a watched folder. Thread-safe; never accesses a
 * disk.
 */
final class IgnoredFiles {
  private final Map<Path, Map<Path, String>> folders = new TreeMap<>();

  /** Records a folder listing's ignored entries with their rules. */
  synchronized void listed(Path folder, Map<Path, String> entries) {
    if (entries.isEmpty()) {
      folders.remove(folder);
    } else {
      folders.put(folder, new HashMap<>(entries));
    }
  }

  /** Records an entry that appeared. */
  synchronized void add(Path path, String rule) {
    folders.computeIfAbsent(path.getParent(), f -> new HashMap<>()).put(path, rule);
  }

  /** Removes an entry that disappeared. */
  synchronized void remove(Path path) {
    Map<Path, String> entries = folders.get(path.getParent());
    if (entries != null) {
      entries.remove(path);
    }
  }

  /** Forgets all folders at and below {@code top} except these. */
  synchronized void retainFolders(Path top, Set<Path> existing) {
    folders.keySet().removeIf(folder -> folder.startsWith(top) && !existing.contains(folder));
  }

  synchronized List<Ignored> list() {
    IgnoredTally tally = new IgnoredTally();
    for (Map<Path, String> entries : folders.values()) {
      new TreeMap<>(entries).forEach(tally::add);
    }
    return tally.list();
  }
}
