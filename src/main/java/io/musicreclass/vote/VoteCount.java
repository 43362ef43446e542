package io.musicreclass.vote;

import io.musicreclass.config.VoteConfig;
import java.util.List;

/** The votes combined by a rule: a value for each genre, divided by the sum of the weights. */
final class VoteCount {
  private final double[] values;
  private final int winner;

  private VoteCount(double[] values, int winner) {
    this.values = values;
    this.winner = winner;
  }

  /**
   * Combines the votes.
   *
   * <p>{@code top1}: a stage gives weight x confidence to its own first choice. {@code soft}: the
   * weighted mean of whole distributions. Of equal values, the later stage's choice wins.
   *
   * @param votes at least one, in stage order
   */
  static VoteCount of(VoteConfig.Rule rule, int genres, List<StageVote> votes) {
    double[] values = new double[genres];
    double weight = 0;
    for (StageVote vote : votes) {
      weight += vote.weight();
      switch (rule) {
        case TOP1 -> values[vote.choice()] += vote.weight() * vote.confidence();
        case SOFT -> {
          for (int i = 0; i < genres; i++) {
            values[i] += vote.weight() * vote.value(i);
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
    for (int i = votes.size() - 1; i >= 0; i--) {
      if (values[votes.get(i).choice()] == values[winner]) {
        return new VoteCount(values, votes.get(i).choice());
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
