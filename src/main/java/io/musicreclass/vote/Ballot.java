package io.musicreclass.vote;

import io.musicreclass.track.Scores;
import io.musicreclass.track.StageResult;

/**
 * One stage's say in a vote.
 *
 * @param scores its scores in the order of the vote's genres
 */
record Ballot(StageResult.Scored stage, Scores scores, double weight) {
  int choice() {
    return scores.top();
  }

  double confidence() {
    return scores.value(choice());
  }
}
