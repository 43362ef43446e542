package io.musicreclass.vote;

import io.musicreclass.config.VoteConfig;
import java.util.List;

/** The ballots counted by a rule: a value for each genre, divided by the weights heard. */
final class VoteCount {
  private final double[] values;
  private final int winner;

  private VoteCount(double[] values, int winner) {
    this.values = values;
    this.winner = winner;
  }

  /**
   * Counts the ballots.
   *
   * <p>{@code top1}: a stage gives weight x confidence to its own first choice. {@code soft}: the
   * weighted mean of whole distributions. Equal values: the later stage's choice wins.
   *
   * @param ballots at least one, in stage order
   */
  static VoteCount of(VoteConfig.Rule rule, int genres, List<StageVote> ballots) {
    double[] values = new double[genres];
    double weight = 0;
    for (StageVote ballot : ballots) {
      weight += ballot.weight();
      switch (rule) {
        case TOP1 -> values[ballot.choice()] += ballot.weight() * ballot.confidence();
        case SOFT -> {
          for (int i = 0; i < genres; i++) {
            values[i] += ballot.weight() * ballot.value(i);
          }
        }
      }
    }
    int winner = 0;
    for (int i = 0; i < genres; i++) {
      values[i] /= weight;
      if (values[i] > values[winner]) {
        winner = i;
      }
    }
    for (int i = ballots.size() - 1; i >= 0; i--) {
      if (values[ballots.get(i).choice()] == values[winner]) {
        return new VoteCount(values, ballots.get(i).choice());
      }
    }
    return new VoteCount(values, winner);
  }

  int winner() {
    return winner;
  }

  double confidence() {
    return values[winner];
  }

  double[] values() {
    return values.clone();
  }
}
