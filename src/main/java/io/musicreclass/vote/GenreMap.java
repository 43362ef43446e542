package io.musicreclass.vote;

import io.musicreclass.track.GenreSet;
import io.musicreclass.track.Scores;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Maps one model's genres to the vote's. Genres of equal names, compared folded, correspond to each
 * other; others only where a line of the map file says so. Several genres of the model may map to
 * one genre of the vote.
 *
 * <p>The probability of genres without a counterpart is neither redistributed nor scaled away: a
 * model that is sure of Disco and gives the rest to Pop must not become sure of Pop. If its first
 * choice has no counterpart, the model abstains.
 */
public final class GenreMap {
  private static final int NONE = -1;

  private final GenreSet theirs;
  private final int[] targets;
  private final int ours;

  private GenreMap(GenreSet theirs, int[] targets, int ours) {
    this.theirs = theirs;
    this.targets = targets;
    this.ours = ours;
  }

  /**
   * The map from a model's genres to the vote's.
   *
   * @param lines the model's genre to the vote's, in addition to equal names; lines for genres of
   *     other models are ignored
   * @throws IllegalArgumentException if a line maps to a genre that the vote does not have
   */
  public static GenreMap of(GenreSet theirs, GenreSet ours, Map<String, String> lines) {
    int[] targets = new int[theirs.size()];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = ours.indexOf(theirs.name(i)).orElse(NONE);
    }
    lines.forEach(
        (from, to) -> {
          OptionalInt index = theirs.indexOf(from);
          if (index.isPresent()) {
            targets[index.getAsInt()] =
                ours.indexOf(to)
                    .orElseThrow(
                        () -> new IllegalArgumentException("the vote has no genre '" + to + "'"));
          }
        });
    return new GenreMap(theirs, targets, ours.size());
  }

  /** The model's genres without a counterpart in the vote. */
  public List<String> unmapped() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < targets.length; i++) {
      if (targets[i] == NONE) {
        names.add(theirs.name(i));
      }
    }
    return names;
  }

  /**
   * The probabilities by the vote's genres, which may sum to less than 1; empty if the model's
   * first choice has no counterpart.
   *
   * @throws IllegalArgumentException if the scores have other genres than this map
   */
  Optional<double[]> translate(Scores scores) {
    if (!scores.genres().sameGenres(theirs)) {
      throw new IllegalArgumentException(
          "expected scores of the genres " + theirs + ", not " + scores.genres());
    }
    double[] values = new double[ours];
    double topUnmapped = 0;
    double topMapped = 0;
    for (int i = 0; i < theirs.size(); i++) {
      int target = targets[theirs.indexOf(scores.genres().name(i)).orElseThrow()];
      if (target == NONE) {
        topUnmapped = Math.max(topUnmapped, scores.value(i));
      } else {
        values[target] += scores.value(i);
        topMapped = Math.max(topMapped, values[target]);
      }
    }
    return topUnmapped > topMapped ? Optional.empty() : Optional.of(values);
  }
}
