package io.musicreclass.cli.settings;

import static java.util.stream.Collectors.toSet;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;
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
    new TreeMap<>(written)
        .forEach(
            (key, value) -> {
              if (isUnknownKey(key)) {
                problems.add(
                    key + " (" + where + "): no such setting" + ClosestName.to(key, known));
              } else if (!isText(value)) {
                problems.add(
                    key + " (" + where + "): contains a zero or half a surrogate pair: remove it");
              }
            });
    return problems;
  }

  /** Whether a key of ours does not exist; the asterisk of a map stands for its keys only. */
  private boolean isUnknownKey(String key) {
    return key.startsWith(PREFIX)
        && (key.contains("*") || (!known.contains(plain(key)) && !known.contains(row(key))));
  }

  /** A list may be written with indexes: {@code reclass.stages[0]}. */
  private static String plain(String key) {
    return key.replaceAll("\\[\\d+]$", "");
  }

  /** A map whose keys are numbers: {@code reclass.vote.weights.4}. */
  private static String row(String key) {
    return plain(key).replaceAll("\\.\\d{1,9}$", ".*");
  }

  /** Problems with environment variables. */
  List<String> variables(Map<String, String> environment) {
    Set<String> variables = variables();
    List<String> problems = new ArrayList<>();
    for (String name : new TreeMap<>(environment).keySet()) {
      if (isUnknownVariable(name, variables)) {
        problems.add(name + " (environment): no such setting" + ClosestName.to(name, variables));
      }
    }
    return problems;
  }

  /** What {@link #keys} has no problem with. */
  Map<String, String> soundKeys(Map<String, String> written) {
    return without(written, (key, value) -> isUnknownKey(key) || !isText(value));
  }

  /** What {@link #variables} has no problem with. */
  Map<String, String> soundVariables(Map<String, String> environment) {
    Set<String> variables = variables();
    return without(environment, (name, value) -> isUnknownVariable(name, variables));
  }

  private static Map<String, String> without(
      Map<String, String> all, BiPredicate<String, String> bad) {
    Map<String, String> rest = new HashMap<>(all);
    rest.entrySet().removeIf(entry -> bad.test(entry.getKey(), entry.getValue()));
    return rest;
  }

  /** An escape of a properties file can write characters that paths and files cannot have. */
  private static boolean isText(String value) {
    return value.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(value);
  }

  private Set<String> variables() {
    return known.stream().map(UnknownSettings::variable).collect(toSet());
  }

  /** A variable may also be named as the key, which only some shells can do. */
  private boolean isUnknownVariable(String name, Set<String> variables) {
    String list = name.replaceAll("_\\d{1,9}_$", "");
    String row = list.replaceAll("_\\d{1,9}$", "__");
    return isUnknownKey(name)
        || (name.startsWith("RECLASS_")
            && Stream.of(name, list, row).noneMatch(variables::contains));
  }

  private static String variable(String key) {
    return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }
}
