package io.musicreclass.vote;

import java.util.Optional;

/**
 * A stage as the vote sees it.
 *
 * @param map from its model's genres to those of the vote
 * @param partial whether its model names genres of the wide taxonomy, so that its probabilities are
 *     relative to the genres that it knows: a genre that it does not know may still be the right
 *     one
 * @param gate tells music from other sounds; empty if its model cannot
 */
public record VotingStage(GenreMap map, boolean partial, Optional<MusicGate> gate) {
  /** A stage that cannot tell music from other sounds. */
  public VotingStage(GenreMap map, boolean partial) {
    this(map, partial, Optional.empty());
  }

  /** A stage whose probabilities are taken as they are. */
  public static VotingStage of(GenreMap map) {
    return new VotingStage(map, false);
  }
}
