package io.musicreclass.evaluate.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Columns that are permuted together. */
final class ColumnSet {
  /** What the columns have in common. */
  enum Kind {
    /** The feature, such as {@code mfcc}, or the model whose embedding they are. */
    FEATURE,
    /** The statistic, such as {@code std}. */
    STATISTIC,
    /** It is a single one. */
    COLUMN
  }

  private final Kind kind;
  private final String name;
  private final int[] columns;

  private ColumnSet(Kind kind, String name, List<Integer> columns) {
    this.kind = kind;
    this.name = name;
    this.columns = columns.stream().mapToInt(i -> i).toArray();
  }

  /**
   * The sets of these columns. Names are like {@code mfcc.mean.01}; of names like {@code musicnn
   * embedding value 3}, the values of an embedding, which mean nothing by themselves, are together.
   */
  static List<ColumnSet> of(List<String> names) {
    List<ColumnSet> sets = new ArrayList<>(together(Kind.FEATURE, names, ColumnSet::feature));
    sets.addAll(together(Kind.STATISTIC, names, ColumnSet::statistic));
    for (int i = 0; i < names.size(); i++) {
      if (!isEmbedding(names.get(i))) {
        sets.add(new ColumnSet(Kind.COLUMN, names.get(i), List.of(i)));
      }
    }
    return sets;
  }

  private static List<ColumnSet> together(
      Kind kind, List<String> names, Function<String, String> key) {
    Map<String, List<Integer>> places = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      String name = key.apply(names.get(i));
      if (!name.isEmpty()) {
        places.computeIfAbsent(name, k -> new ArrayList<>()).add(i);
      }
    }
    List<ColumnSet> sets = new ArrayList<>();
    places.forEach((name, columns) -> sets.add(new ColumnSet(kind, name, columns)));
    return sets;
  }

  private static boolean isEmbedding(String name) {
    return name.contains(" value ");
  }

  private static String feature(String name) {
    return isEmbedding(name) ? name.substring(0, name.indexOf(" value ")) : name.split("\\.", 2)[0];
  }

  private static String statistic(String name) {
    String[] parts = name.split("\\.", -1);
    return isEmbedding(name) || parts.length < 3 ? "" : parts[1];
  }

  Kind kind() {
    return kind;
  }

  String name() {
    return name;
  }

  /** Their places, which the caller must not change. */
  int[] columns() {
    return columns;
  }
}
