package io.musicreclass.evaluate;

import io.musicreclass.evaluate.VoteEvaluation.Origin;
import io.musicreclass.evaluate.VoteEvaluation.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the parts of a set have in common, so that figures are better than on other songs. */
record Overlap(List<Origin> origins) {
  Overlap {
    origins = List.copyOf(origins);
  }

  /**
   * Refuses to measure what rules were fitted to.
   *
   * @throws IllegalStateException if the part validation or test has no songs, or a file is in both
   */
  void refuseFitted() {
    for (Part part : List.of(Part.VALIDATION, Part.TEST)) {
      if (in(part).isEmpty()) {
        throw new IllegalStateException(
            ("There is no song of the part %s: mark some in the column part, or leave the column"
                    + " out")
                .formatted(name(part)));
      }
    }
    Set<String> fitted = values(Part.VALIDATION, Origin::file);
    fitted.retainAll(values(Part.TEST, Origin::file));
    if (!fitted.isEmpty()) {
      throw new IllegalStateException(
          fitted.iterator().next()
              + " is in the parts validation and test: a figure on songs that rules were fitted to"
              + " says nothing; remove it from one of them");
    }
  }

  /** Warnings about a part that has artists or tracks in common with others. */
  List<String> warnings(Part measured, List<Part> others) {
    List<String> warnings = new ArrayList<>();
    for (Part other : others) {
      common(measured, other, "artist", Origin::artist, warnings);
      common(measured, other, "track", Origin::track, warnings);
    }
    long unknown = in(measured).stream().filter(origin -> origin.artist().isEmpty()).count();
    if (unknown > 0) {
      warnings.add(
          "The artist of %d of %d test songs is not known (column artist): other songs by them may"
                  .formatted(unknown, in(measured).size())
              + " be in another part, which makes figures too good.");
    }
    return warnings;
  }

  private void common(
      Part measured, Part other, String what, Function<Origin, String> key, List<String> warnings) {
    Set<String> shared = values(measured, key);
    shared.retainAll(values(other, key));
    if (!shared.isEmpty()) {
      long songs = in(measured).stream().filter(o -> shared.contains(key.apply(o))).count();
      warnings.add(
          "%d %s%s of the part %s %s also in the part %s (%d of %d songs): figures are too good."
              .formatted(
                  shared.size(),
                  what,
                  shared.size() == 1 ? "" : "s",
                  name(measured),
                  shared.size() == 1 ? "is" : "are",
                  name(other),
                  songs,
                  in(measured).size()));
    }
  }

  private List<Origin> in(Part part) {
    return origins.stream().filter(origin -> origin.part() == part).toList();
  }

  private Set<String> values(Part part, Function<Origin, String> key) {
    return in(part).stream().map(key).filter(value -> !value.isEmpty()).collect(Collectors.toSet());
  }

  private static String name(Part part) {
    return part.name().toLowerCase(Locale.ROOT);
  }
}
