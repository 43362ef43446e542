package io.musicreclass.train.data;

import io.musicreclass.track.GenreSet;
import io.musicreclass.train.data.LabelledData.FeatureSource;
import io.musicreclass.train.data.LabelledData.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a reader finds: songs, and what it leaves out, counted and named by reason. */
final class RowCollector {
  /** Names in a note; the others are only counted. */
  private static final int NAMED = 10;

  private final List<Row> rows = new ArrayList<>();
  private final Map<String, List<String>> left = new LinkedHashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();
  private final List<Path> sources = new ArrayList<>();
  private List<String> columns = List.of();
  private boolean tableOnly;
  private Optional<FeatureSource> featureSource = Optional.empty();

  /** Adds a song. */
  void add(Row row) {
    rows.add(row);
  }

  /** A file from which labels or vectors are read. */
  void source(Path file) {
    sources.add(file);
  }

  /** The columns, if they are some of the 518 features. */
  void features(List<String> names, FeatureSource source) {
    columns = List.copyOf(names);
    featureSource = Optional.of(source);
  }

  /** The columns, if they cannot be computed from audio. */
  void tableOnly(List<String> names) {
    columns = List.copyOf(names);
    tableOnly = true;
  }

  /**
   * Counts a song that is left out.
   *
   * @param reason as a plural, such as {@code songs without a genre}
   */
  void leaveOut(String reason, String name) {
    counts.merge(reason, 1, Integer::sum);
    List<String> named = left.computeIfAbsent(reason, r -> new ArrayList<>());
    if (named.size() < NAMED) {
      named.add(name);
    }
  }

  /** Leaves out the songs of genres of which there are too few, and makes one spelling of each. */
  void dropRare(int fewest) {
    Map<String, Map<String, Integer>> spellings = new TreeMap<>();
    for (Row row : rows) {
      spellings
          .computeIfAbsent(GenreSet.fold(row.genre()), g -> new TreeMap<>())
          .merge(row.genre(), 1, Integer::sum);
    }
    List<Row> kept = new ArrayList<>();
    for (Row row : rows) {
      Map<String, Integer> spelled = spellings.getOrDefault(GenreSet.fold(row.genre()), Map.of());
      int songs = spelled.values().stream().mapToInt(i -> i).sum();
      if (songs < fewest) {
        leaveOut("songs of genres with fewer than " + fewest + " songs", row.genre());
      } else {
        kept.add(row.spelled(usual(spelled)));
      }
    }
    left.values().forEach(RowCollector::makeDistinct);
    rows.clear();
    rows.addAll(kept);
  }

  private static void makeDistinct(List<String> names) {
    List<String> distinct = names.stream().distinct().toList();
    names.clear();
    names.addAll(distinct);
  }

  private static String usual(Map<String, Integer> spellings) {
    return spellings.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElseThrow();
  }

  List<Row> rows() {
    return rows;
  }

  List<String> columns() {
    return columns;
  }

  boolean isTableOnly() {
    return tableOnly;
  }

  Optional<FeatureSource> featureSource() {
    return featureSource;
  }

  List<Path> sources() {
    return List.copyOf(sources);
  }

  /** What was skipped, and what else to know, one line each. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    left.forEach(
        (reason, names) -> {
          int count = counts.getOrDefault(reason, 0);
          boolean more = names.size() >= NAMED && count > names.size();
          notes.add(
              "skipped %s: %d (%s%s)"
                  .formatted(reason, count, String.join(", ", names), more ? ", ..." : ""));
        });
    long unknown = rows.stream().filter(row -> row.group().isEmpty()).count();
    if (unknown > 0) {
      notes.add(
          "%d of %d songs have no known artist: each counts as an artist of its own, which overrates a head if they recur"
              .formatted(unknown, rows.size()));
    }
    return notes;
  }
}
