package io.musicreclass.vote;

import io.musicreclass.track.StageResult;

/** One stage's vote: its scores by the vote's genres, and its weight. */
final class StageVote {
  private final StageResult.Scored result;
  private final VotingStage stage;
  private final double[] values;
  private final double weight;
  private final int choice;

  /**
   * A vote; the array is not copied.
   *
   * @param stage how its scores enter the vote
   * @param values the stage's probabilities, 0 to 1, one for each genre of the vote
   */
  StageVote(StageResult.Scored result, VotingStage stage, double[] values, double weight) {
    this.result = result;
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

  StageResult.Scored result() {
    return result;
  }

  double weight() {
    return weight;
  }

  /** The genre with the highest probability; the first of equal ones. */
  int choice() {
    return choice;
  }

  double confidence() {
    return values[choice];
  }

  double value(int genre) {
    return values[genre];
  }

  /** Whether the stage's model knows a genre of the vote. */
  boolean knows(int genre) {
    return stage.map().knows(genre);
  }

  /** What its model finds the song to be; music where it cannot tell. */
  MusicGate.Sound sound() {
    return stage
        .gate()
        .flatMap(gate -> result.storedEmbedding().map(gate::sound))
        .orElse(MusicGate.Sound.MUSIC);
  }

  double[] values() {
    return values.clone();
  }
}
