package io.musicreclass.vote;

import io.musicreclass.track.GenreSet;
import io.musicreclass.track.StageResult;
import io.musicreclass.track.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The vote over the installed stages (DESIGN section 4). After each stage the winner's confidence
 * is compared with that position's threshold; the last stage always ends the vote. A stage that
 * abstains, or failed, is left out and its weight with it.
 */
public final class Voting {
  private static final int TOP = 3;

  private final VoteRules rules;
  private final GenreSet genres;
  private final List<GenreMap> maps;
  private final List<Double> weights;

  /**
   * A vote of as many stages as there are maps.
   *
   * @param genres the first stage's genres: the spelling of the verdicts
   * @param maps each installed stage's genres in the words of the vote; at least one
   */
  public Voting(VoteRules rules, GenreSet genres, List<GenreMap> maps) {
    this.rules = rules;
    this.genres = genres;
    this.maps = List.copyOf(maps);
    this.weights = rules.weights(maps.size());
  }

  /**
   * What to do after these stages.
   *
   * @param heard the results of the first stages, in stage order, none left out
   * @throws IllegalArgumentException when a stage scored other genres than its map knows
   */
  public VoteStep next(List<StageResult> heard) {
    List<StageVote> ballots = ballots(heard);
    boolean last = heard.size() == weights.size();
    if (ballots.isEmpty()) {
      return last ? new VoteStep.Done(abstained(heard)) : new VoteStep.Hear(heard.size() + 1);
    }
    VoteCount tally = VoteCount.of(rules.rule(), genres.size(), ballots);
    if (last || tally.confidence() > rules.threshold(heard.size())) {
      return new VoteStep.Done(decided(tally, ballots, heard.size()));
    }
    return new VoteStep.Hear(heard.size() + 1);
  }

  /**
   * What all stages together say, however clear it was before.
   *
   * @param heard the results of all stages
   */
  public Verdict all(List<StageResult> heard) {
    List<StageVote> ballots = ballots(heard);
    return ballots.isEmpty()
        ? abstained(heard)
        : decided(VoteCount.of(rules.rule(), genres.size(), ballots), ballots, heard.size());
  }

  /**
   * The position, from 1, at which the vote would have ended by itself.
   *
   * @param heard the results of all stages
   */
  public int endsAt(List<StageResult> heard) {
    int position = 1;
    while (next(heard.subList(0, position)) instanceof VoteStep.Hear) {
      position++;
    }
    return position;
  }

  private List<StageVote> ballots(List<StageResult> heard) {
    List<StageVote> ballots = new ArrayList<>();
    for (int i = 0; i < heard.size(); i++) {
      if (heard.get(i) instanceof StageResult.Scored scored) {
        double weight = weights.get(i);
        maps.get(i)
            .translate(scored.scores())
            .ifPresent(values -> ballots.add(new StageVote(scored, values, weight)));
      }
    }
    return ballots;
  }

  private Verdict decided(VoteCount tally, List<StageVote> ballots, int position) {
    Map<String, Double> values = named(tally.values(), Integer.MAX_VALUE);
    List<Verdict.Vote> votes = ballots.stream().map(this::vote).toList();
    double confidence = tally.confidence();
    return new Verdict.Decided(
        genres.name(tally.winner()),
        confidence,
        confidence >= rules.sure() && !Verdict.Decided.lackSound(votes),
        position,
        rules.rule().name().toLowerCase(Locale.ROOT),
        values,
        votes);
  }

  private Verdict.Vote vote(StageVote ballot) {
    StageResult.Scored stage = ballot.stage();
    return new Verdict.Vote(
        stage.stage(),
        stage.model(),
        genres.name(ballot.choice()),
        ballot.confidence(),
        ballot.weight(),
        stage.ms(),
        named(ballot.values(), TOP),
        stage.part());
  }

  /** The positive values by genre name, highest first; of equals the earlier genre first. */
  private Map<String, Double> named(double[] values, int limit) {
    Map<String, Double> named = new LinkedHashMap<>();
    IntStream.range(0, values.length)
        .filter(i -> values[i] > 0)
        .boxed()
        .sorted((a, b) -> Double.compare(values[b], values[a]))
        .limit(limit)
        .forEach(i -> named.put(genres.name(i), values[i]));
    return named;
  }

  private static Verdict abstained(List<StageResult> heard) {
    List<String> reasons = new ArrayList<>();
    for (StageResult result : heard) {
      reasons.add(result.stage() + ": " + why(result));
    }
    return new Verdict.Abstained(String.join("; ", reasons));
  }

  private static String why(StageResult withoutBallot) {
    if (withoutBallot instanceof StageResult.Abstained abstained) {
      return abstained.reason();
    }
    return withoutBallot instanceof StageResult.Failed failed
        ? "failed: " + failed.reason()
        : "its first choice has no partner in the genre map";
  }
}
