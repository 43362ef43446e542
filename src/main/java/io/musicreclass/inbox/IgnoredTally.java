package io.musicreclass.inbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts ignored files and folders by rule. Not thread-safe. */
final class IgnoredTally {
  private static final int EXAMPLES = 3;

  private static final class Group {
    private int count;
    private final List<Path> examples = new ArrayList<>(EXAMPLES);
  }

  private final Map<String, Group> groups = new TreeMap<>();

  void add(Path path, String rule) {
    Group group = groups.computeIfAbsent(rule, r -> new Group());
    group.count++;
    if (group.examples.size() < EXAMPLES) {
      group.examples.add(path);
    }
  }

  /** The rules by descending count. */
  List<Ignored> list() {
    return groups.entrySet().stream()
        .map(e -> new Ignored(e.getKey(), e.getValue().count, e.getValue().examples))
        .sorted(Comparator.comparingInt(Ignored::count).reversed())
        .toList();
  }
}
