package io.musicreclass.vote;

import io.musicreclass.track.Scores;
import io.musicreclass.track.StageResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Turns the stages' results into votes on the same genres, in four steps: each is brought to its
 * temperature; each is mapped to the vote's genres; what one genre shares with several is divided
 * by the other stages' proportions; a stage of the wide taxonomy that knows fewer genres than
 * another gives away only the probability that the other leaves to its genres.
 */
final class StageVotes {
  private final List<VotingStage> stages;
  private final List<Double> weights;
  private final List<Double> temperatures;
  private final int genres;

  /**
   * For these stages.
   *
   * @param rules for the weight and temperature of each stage
   * @param genres number of the vote's genres
   */
  StageVotes(List<VotingStage> stages, VoteRules rules, int genres) {
    this.stages = stages;
    this.weights = rules.weights(stages.size());
    this.temperatures = rules.temperatures(stages.size());
    this.genres = genres;
  }

  /**
   * The votes of the stages that have one, in stage order.
   *
   * @param results of the first stages, without gaps
   * @throws IllegalArgumentException if a stage scored other genres than its map has
   */
  List<StageVote> of(List<StageResult> results) {
    List<Draft> drafts = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      if (results.get(i) instanceof StageResult.Scored scored) {
        VotingStage stage = stages.get(i);
        double weight = weights.get(i);
        Scores scores = scored.scores().tempered(temperatures.get(i));
        stage
            .map()
            .translate(scores, null)
            .ifPresent(values -> drafts.add(new Draft(stage, scored, scores, weight, values)));
      }
    }
    List<double[]> proportions = drafts.stream().map(draft -> others(draft, drafts)).toList();
    for (int i = 0; i < drafts.size(); i++) {
      drafts.get(i).shareBy(proportions.get(i));
    }
    scaleByThoseWhoKnowMore(drafts);
    return drafts.stream().map(Draft::vote).toList();
  }

  /** The weighted sum of all votes but this one. */
  private double[] others(Draft draft, List<Draft> drafts) {
    double[] sum = new double[genres];
    for (Draft other : drafts) {
      for (int g = 0; g < genres && other != draft; g++) {
        sum[g] += other.weight * other.values[g];
      }
    }
    return sum;
  }

  private static void scaleByThoseWhoKnowMore(List<Draft> drafts) {
    List<Draft> fromMostGenres = new ArrayList<>(drafts);
    fromMostGenres.sort(Comparator.comparingInt(Draft::knownGenres).reversed());
    for (Draft draft : fromMostGenres) {
      earliestThatKnowsMore(draft, drafts).ifPresent(draft::scaleBy);
    }
  }

  private static Optional<Draft> earliestThatKnowsMore(Draft draft, List<Draft> drafts) {
    return drafts.stream()
        .filter(other -> draft.stage.partial() && other.stage.partial())
        .filter(other -> other.knownGenres() > draft.knownGenres())
        .findFirst();
  }

  /** A vote whose probabilities may still change. */
  private static final class Draft {
    private final VotingStage stage;
    private final StageResult.Scored result;
    private final Scores scores;
    private final double weight;
    private double[] values;

    Draft(
        VotingStage stage,
        StageResult.Scored result,
        Scores scores,
        double weight,
        double[] values) {
      this.stage = stage;
      this.result = result;
      this.scores = scores;
      this.weight = weight;
      this.values = values;
    }

    int knownGenres() {
      return stage.map().knownGenres();
    }

    void shareBy(double[] proportions) {
      if (stage.map().isOneToMany()) {
        values = stage.map().translate(scores, proportions).orElse(values);
      }
    }

    void scaleBy(Draft knowsMore) {
      double left = 0;
      for (int g = 0; g < values.length; g++) {
        left += stage.map().knows(g) ? knowsMore.values[g] : 0;
      }
      for (int g = 0; g < values.length; g++) {
        values[g] *= left;
      }
    }

    StageVote vote() {
      return new StageVote(result, stage, values, weight);
    }
  }
}
