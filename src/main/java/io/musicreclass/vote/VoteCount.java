package io.musicreclass.vote;

import io.musicreclass.config.VoteConfig;
import java.util.List;

/** The votes combined by a rule: a value for each genre, 0 to 1. */
final class VoteCount {
  /** Keeps the logarithm of a probability finite. */
  private static final double SMALLEST = 1e-12;

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
   * weighted mean of whole distributions. {@code product}: their normalised weighted geometric
   * mean, in which a genre's factors come from the stages that know it. Of equal values, the later
   * stage's choice wins.
   *
   * @param votes at least one, in stage order
   */
  static VoteCount of(VoteConfig.Rule rule, int genres, List<StageVote> votes) {
    double[] values =
        switch (rule) {
          case TOP1 -> top1(genres, votes);
          case SOFT -> soft(genres, votes);
          case PRODUCT -> product(genres, votes);
        };
    return new VoteCount(values, winner(values, votes));
  }

  private static double[] top1(int genres, List<StageVote> votes) {
    double[] values = new double[genres];
    votes.forEach(vote -> values[vote.choice()] += vote.weight() * vote.confidence());
    return divided(values, votes.stream().mapToDouble(StageVote::weight).sum());
  }

  private static double[] soft(int genres, List<StageVote> votes) {
    double[] values = new double[genres];
    for (StageVote vote : votes) {
      for (int i = 0; i < genres; i++) {
        values[i] += vote.weight() * vote.value(i);
      }
    }
    return divided(values, votes.stream().mapToDouble(StageVote::weight).sum());
  }

  private static double[] product(int genres, List<StageVote> votes) {
    double[] values = new double[genres];
    double sum = 0;
    for (int i = 0; i < genres; i++) {
      double logarithms = 0;
      double weight = 0;
      for (StageVote vote : votes) {
        if (vote.knows(i)) {
          logarithms += vote.weight() * Math.log(Math.max(vote.value(i), SMALLEST));
          weight += vote.weight();
        }
      }
      values[i] = weight > 0 ? Math.exp(logarithms / weight) : 0;
      sum += values[i];
    }
    return divided(values, sum);
  }

  private static double[] divided(double[] values, double by) {
    for (int i = 0; i < values.length; i++) {
      values[i] /= by;
    }
    return values;
  }

  private static int winner(double[] values, List<StageVote> votes) {
    int winner = 0;
    for (int i = 0; i < values.length; i++) {
      if (values[i] > values[winner]) {
        winner = i;
      }
    }
    for (int i = votes.size() - 1; i >= 0; i--) {
      if (values[votes.get(i).choice()] == values[winner]) {
        return votes.get(i).choice();
      }
    }
    return winner;
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
