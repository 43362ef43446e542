package io.musicreclass.vote;

import io.musicreclass.track.GenreSet;
import io.musicreclass.track.Scores;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Maps one model's genres to the vote's. Genres of equal names, compared folded, correspond to each
 * other; others only where a line of the map says so. Several genres of the model may map to one
 * genre of the vote, and one of the model to several: those share its probability.
 *
 * <p>The probability of genres without a counterpart is neither redistributed nor scaled away: a
 * model that is sure of Disco and gives the rest to Pop must not become sure of Pop. If its first
 * choice has no counterpart, the model abstains.
 */
public final class GenreMap {
  private final GenreSet theirs;
  private final int[][] targets;
  private final boolean[] known;

  private GenreMap(GenreSet theirs, int[][] targets, int ours) {
    this.theirs = theirs;
    this.targets = targets;
    this.known = new boolean[ours];
    for (int[] indexes : targets) {
      for (int index : indexes) {
        known[index] = true;
      }
    }
  }

  /** The map between equal sets of genres. */
  public static GenreMap identity(GenreSet genres) {
    return of(genres, genres, Map.of());
  }

  /**
   * The map from a model's genres to the vote's.
   *
   * @param lines the model's genre to one or more of the vote's, in addition to equal names; lines
   *     for genres of other models are ignored
   * @throws IllegalArgumentException if a line maps to a genre that the vote does not have
   */
  public static GenreMap of(GenreSet theirs, GenreSet ours, Map<String, List<String>> lines) {
    int[][] targets = new int[theirs.size()][];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = ours.indexOf(theirs.name(i)).stream().toArray();
    }
    lines.forEach(
        (from, to) -> {
          OptionalInt index = theirs.indexOf(from);
          if (index.isPresent()) {
            targets[index.getAsInt()] =
                to.stream().mapToInt(name -> indexOf(ours, name)).distinct().toArray();
          }
        });
    return new GenreMap(theirs, targets, ours.size());
  }

  private static int indexOf(GenreSet ours, String name) {
    return ours.indexOf(name)
        .orElseThrow(() -> new IllegalArgumentException("the vote has no genre '" + name + "'"));
  }

  /** The model's genres without a counterpart in the vote. */
  public List<String> unmapped() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < targets.length; i++) {
      if (targets[i].length == 0) {
        names.add(theirs.name(i));
      }
    }
    return names;
  }

  /** Whether one of the model's genres maps to that genre of the vote. */
  boolean knows(int genre) {
    return known[genre];
  }

  /** How many of the vote's genres the model knows. */
  int knownGenres() {
    int count = 0;
    for (boolean k : known) {
      count += k ? 1 : 0;
    }
    return count;
  }

  /** Whether a genre of the model maps to several of the vote's. */
  boolean isOneToMany() {
    return Arrays.stream(targets).anyMatch(indexes -> indexes.length > 1);
  }

  /**
   * The probabilities by the vote's genres, which may sum to less than 1; empty if the model's
   * first choice has no counterpart.
   *
   * @param proportions how the genres of the vote share what maps to several of them; null, or 0
   *     for all of those: equally
   * @throws IllegalArgumentException if the scores have other genres than this map
   */
  Optional<double[]> translate(Scores scores, double @Nullable [] proportions) {
    if (!scores.genres().sameGenres(theirs)) {
      throw new IllegalArgumentException(
          "expected scores of the genres " + theirs + ", not " + scores.genres());
    }
    double[] values = new double[known.length];
    double topUnmapped = 0;
    double topMapped = 0;
    for (int i = 0; i < theirs.size(); i++) {
      int[] indexes = targets[theirs.indexOf(scores.genres().name(i)).orElseThrow()];
      if (indexes.length == 0) {
        topUnmapped = Math.max(topUnmapped, scores.value(i));
      } else {
        share(scores.value(i), indexes, proportions, values);
        topMapped = Math.max(topMapped, Math.max(scores.value(i), values[indexes[0]]));
      }
    }
    return topUnmapped > topMapped ? Optional.empty() : Optional.of(values);
  }

  private static void share(
      double probability, int[] indexes, double @Nullable [] proportions, double[] values) {
    double sum = 0;
    if (proportions != null) {
      for (int index : indexes) {
        sum += proportions[index];
      }
    }
    for (int index : indexes) {
      values[index] +=
          probability
              * (proportions != null && sum > 0 ? proportions[index] / sum : 1.0 / indexes.length);
    }
  }
}
