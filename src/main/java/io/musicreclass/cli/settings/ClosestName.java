package io.musicreclass.cli.settings;

import java.util.Collection;
import java.util.Comparator;
import org.apache.commons.text.similarity.LevenshteinDistance;

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

  private static int distance(String a, String b) {
    return LevenshteinDistance.getDefaultInstance().apply(a, b);
  }
}
