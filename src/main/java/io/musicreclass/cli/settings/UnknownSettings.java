package io.musicreclass.cli.settings;

import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Finds settings of ours that do not exist, most often mistyped ones, which SmallRye ignores.
 *
 * @param known all keys
 */
record UnknownSettings(Set<String> known) {
  private static final String PREFIX = "reclass.";

  /**
   * Problems with the keys of a source.
   *
   * @param where the source, for people
   */
  List<String> keys(Map<String, String> written, String where) {
    List<String> problems = new ArrayList<>();
    for (String key : new TreeMap<>(written).keySet()) {
      if (key.startsWith(PREFIX) && !known.contains(plain(key)) && !known.contains(row(key))) {
        problems.add(key + " (" + where + "): no such setting" + ClosestName.to(key, known));
      }
    }
    return problems;
  }

  /** A list may be written with indexes: {@code reclass.stages[0]}. */
  private static String plain(String key) {
    return key.replaceAll("\\[\\d+]$", "");
  }

  /** A map whose keys are numbers: {@code reclass.vote.weights.4}. */
  private static String row(String key) {
    return plain(key).replaceAll("\\.\\d+$", ".*");
  }

  /** Problems with environment variables. */
  List<String> variables(Map<String, String> environment) {
    Set<String> variables = known.stream().map(UnknownSettings::variable).collect(toSet());
    List<String> problems = new ArrayList<>();
    for (String name : new TreeMap<>(environment).keySet()) {
      String list = name.replaceAll("_\\d+_$", "");
      String row = list.replaceAll("_\\d+$", "__");
      if (name.startsWith("RECLASS_")
          && Stream.of(name, list, row).noneMatch(variables::contains)) {
        problems.add(name + " (environment): no such setting" + ClosestName.to(name, variables));
      }
    }
    return problems;
  }

  private static String variable(String key) {
    return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }
}
