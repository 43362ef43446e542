package io.musicreclass.cli.settings;

import java.util.Collection;
import java.util.Comparator;

/** Suggests the known name closest to a mistyped one. */
public final class ClosestName {
  private ClosestName() {}

  /** {@code ; did you mean X?}, or empty if no name is close. */
  public static String to(String name, Collection<String> known) {
    return known.stream()
        .min(Comparator.comparingInt((String k) -> distance(name, k)).thenComparing(k -> k))
        .filter(k -> distance(name, k) <= 1 + name.length() / 4)
        .map(k -> "; did you mean " + k + "?")
        .orElse("");
  }

  /** Edit distance (Levenshtein 1966). */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
