package io.musicreclass.inbox;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What is ignored by name in a watched folder right now. Thread-safe; never touches a disk. */
final class IgnoredFiles {
  private final Map<Path, Map<Path, String>> folders = new TreeMap<>();

  /** A folder was listed: these of its entries are ignored, each by its rule. */
  synchronized void listed(Path folder, Map<Path, String> entries) {
    if (entries.isEmpty()) {
      folders.remove(folder);
    } else {
      folders.put(folder, new HashMap<>(entries));
    }
  }

  /** One entry appeared. */
  synchronized void add(Path path, String rule) {
    folders.computeIfAbsent(path.getParent(), f -> new HashMap<>()).put(path, rule);
  }

  /** One entry is gone. */
  synchronized void remove(Path path) {
    Map<Path, String> entries = folders.get(path.getParent());
    if (entries != null) {
      entries.remove(path);
    }
  }

  /** Of all folders at and below the top only these are there. */
  synchronized void keepFolders(Path top, Set<Path> there) {
    folders.keySet().removeIf(folder -> folder.startsWith(top) && !there.contains(folder));
  }

  synchronized List<Ignored> list() {
    IgnoredTally tally = new IgnoredTally();
    for (Map<Path, String> entries : folders.values()) {
      new TreeMap<>(entries).forEach(tally::add);
    }
    return tally.list();
  }
}
