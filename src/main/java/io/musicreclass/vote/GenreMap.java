package io.musicreclass.vote;

import io.musicreclass.track.GenreSet;
import io.musicreclass.track.Scores;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Says one model's genres in the words of the vote. Genres of equal names, compared folded, are
 * partners of themselves; others only where a line says so. Several of theirs may be one of ours.
 *
 * <p>The probability of genres without partner is neither given to others nor scaled away: a model
 * that is sure of Disco and gives what is left to Pop must not become sure of Pop. And where its
 * first choice has no partner, it has nothing to say in this vote and abstains.
 */
public final class GenreMap {
  private static final int NONE = -1;

  private final GenreSet theirs;
  private final int[] partners;
  private final int ours;

  private GenreMap(GenreSet theirs, int[] partners, int ours) {
    this.theirs = theirs;
    this.partners = partners;
    this.ours = ours;
  }

  /**
   * The map from a model's genres onto the vote's.
   *
   * @param lines theirs to ours, besides equal names; those of other models' genres are ignored
   * @throws IllegalArgumentException when a line leads to a genre that the vote does not have
   */
  public static GenreMap of(GenreSet theirs, GenreSet ours, Map<String, String> lines) {
    int[] partners = new int[theirs.size()];
    for (int i = 0; i < partners.length; i++) {
      partners[i] = ours.indexOf(theirs.name(i)).orElse(NONE);
    }
    lines.forEach(
        (from, to) -> {
          OptionalInt their = theirs.indexOf(from);
          if (their.isPresent()) {
            partners[their.getAsInt()] =
                ours.indexOf(to)
                    .orElseThrow(() -> new IllegalArgumentException("The vote has no genre " + to));
          }
        });
    return new GenreMap(theirs, partners, ours.size());
  }

  /** The model's genres that the vote has no name for. */
  public List<String> withoutPartner() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < partners.length; i++) {
      if (partners[i] == NONE) {
        names.add(theirs.name(i));
      }
    }
    return names;
  }

  /**
   * The probabilities by the vote's genres, which may sum to less than 1; empty when the model's
   * first choice has no partner.
   *
   * @throws IllegalArgumentException when the scores are over other genres than this map's
   */
  Optional<double[]> translate(Scores scores) {
    if (!scores.genres().sameGenres(theirs)) {
      throw new IllegalArgumentException(
          "Scores of other genres: " + scores.genres() + " instead of " + theirs);
    }
    double[] values = new double[ours];
    double unnamed = 0;
    double named = 0;
    for (int i = 0; i < theirs.size(); i++) {
      int partner = partners[theirs.indexOf(scores.genres().name(i)).orElseThrow()];
      if (partner == NONE) {
        unnamed = Math.max(unnamed, scores.value(i));
      } else {
        values[partner] += scores.value(i);
        named = Math.max(named, values[partner]);
      }
    }
    return unnamed > named ? Optional.empty() : Optional.of(values);
  }
}
