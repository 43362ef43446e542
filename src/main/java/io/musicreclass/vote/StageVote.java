package io.musicreclass.vote;

import io.musicreclass.track.StageResult;

/** One stage's say in a vote. */
final class StageVote {
  private final StageResult.Scored stage;
  private final double[] values;
  private final double weight;
  private final int choice;

  /**
   * A ballot; takes the values over.
   *
   * @param values the stage's probabilities by the vote's genres
   */
  StageVote(StageResult.Scored stage, double[] values, double weight) {
    this.stage = stage;
    this.values = values;
    this.weight = weight;
    int top = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[top]) {
        top = i;
      }
    }
    this.choice = top;
  }

  StageResult.Scored stage() {
    return stage;
  }

  double weight() {
    return weight;
  }

  /** The genre with the highest probability; the first of equals. */
  int choice() {
    return choice;
  }

  double confidence() {
    return values[choice];
  }

  double value(int genre) {
    return values[genre];
  }

  double[] values() {
    return values.clone();
  }
}
