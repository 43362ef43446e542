package io.musicreclass.vote;

/**
 * A stage as the vote sees it.
 *
 * @param map from its model's genres to those of the vote
 * @param partial whether its model names genres of the wide taxonomy, so that its probabilities are
 *     relative to the genres that it knows: a genre that it does not know may still be the right one
 */
public record VotingStage(GenreMap map, boolean partial) {
  /** A stage whose probabilities are taken as they are. */
  public static VotingStage of(GenreMap map) {
    return new VotingStage(map, false);
  }
}
