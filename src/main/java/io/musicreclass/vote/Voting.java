package io.musicreclass.vote;

import io.musicreclass.track.GenreSet;
import io.musicreclass.track.StageResult;
import io.musicreclass.track.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The vote over the installed stages. After each stage the winner's confidence is compared with
 * that position's threshold; the last stage always ends the vote. A stage that abstains or failed
 * is left out together with its weight.
 */
public final class Voting {
  private static final int TOP = 3;

  /** The genre of speech. */
  private static final String SPOKEN = "Spoken";

  private final VoteRules rules;
  private final GenreSet genres;
  private final int positions;
  private final StageVotes stageVotes;

  /**
   * A vote of these stages.
   *
   * @param genres the vote's genres, as verdicts write them
   * @param stages at least one; their maps lead to {@code genres}
   */
  public Voting(VoteRules rules, GenreSet genres, List<VotingStage> stages) {
    this.rules = rules;
    this.genres = genres;
    this.positions = stages.size();
    this.stageVotes = new StageVotes(List.copyOf(stages), rules, genres.size());
  }

  /**
   * The verdict after these stages; empty if the next stage is needed: always before the last one
   * if the rules ask every stage.
   *
   * @param results of the first stages, in stage order, without gaps
   * @throws IllegalArgumentException if a stage scored other genres than its map has
   */
  public Optional<Verdict> verdict(List<StageResult> results) {
    if (rules.everyStage()) {
      return results.size() < positions ? Optional.empty() : Optional.of(all(results));
    }
    return reached(results);
  }

  /**
   * The verdict of all stages together, even if the vote would have ended earlier. Its {@code
   * stage} is the position at which the vote would have ended if the rules ask every stage, and
   * otherwise the last.
   *
   * @param results of all stages
   */
  public Verdict all(List<StageResult> results) {
    List<StageVote> votes = stageVotes.of(results);
    return votes.isEmpty()
        ? abstained(results)
        : decided(votes, rules.everyStage() ? endsAt(results) : results.size());
  }

  /**
   * The verdict if the vote ended with these stages, whatever the thresholds.
   *
   * @param results of the first stages, in stage order, without gaps
   */
  public Verdict after(List<StageResult> results) {
    List<StageVote> votes = stageVotes.of(results);
    return votes.isEmpty() ? abstained(results) : decided(votes, results.size());
  }

  /**
   * The position, from 1, at which the vote would have ended.
   *
   * @param results of all stages
   */
  public int endsAt(List<StageResult> results) {
    int position = 1;
    while (reached(results.subList(0, position)).isEmpty()) {
      position++;
    }
    return position;
  }

  /** The verdict if the last of these stages ends the vote. */
  private Optional<Verdict> reached(List<StageResult> results) {
    int position = results.size();
    boolean last = position == positions;
    List<StageVote> votes = stageVotes.of(results);
    if (votes.isEmpty()) {
      return last ? Optional.of(abstained(results)) : Optional.empty();
    }
    double confidence = VoteCount.of(rules.rule(), genres.size(), votes).confidence();
    return last || confidence > rules.threshold(position)
        ? Optional.of(decided(votes, position))
        : Optional.empty();
  }

  private Verdict decided(List<StageVote> stageVotes, int position) {
    VoteCount count = VoteCount.of(rules.rule(), genres.size(), stageVotes);
    Map<String, Double> values = named(count.values(), Integer.MAX_VALUE);
    String genre = genres.name(count.winner());
    List<Verdict.Vote> votes = stageVotes.stream().map(vote -> vote(vote, genre)).toList();
    double confidence = count.confidence();
    boolean doubtful =
        Verdict.Decided.lackSound(votes)
            || (rules.everyStage() && Verdict.Decided.areNotMusic(votes));
    return new Verdict.Decided(
        genre,
        confidence,
        confidence >= rules.sure() && !doubtful,
        position,
        rules.rule().name().toLowerCase(Locale.ROOT),
        values,
        votes);
  }

  private Verdict.Vote vote(StageVote vote, String verdict) {
    StageResult.Scored result = vote.result();
    return new Verdict.Vote(
        result.stage(),
        result.model(),
        genres.name(vote.choice()),
        vote.confidence(),
        vote.weight(),
        result.ms(),
        named(vote.values(), TOP),
        result.part(),
        isNotMusic(vote.sound(), verdict),
        result.tags());
  }

  private static boolean isNotMusic(MusicGate.Sound sound, String verdict) {
    return switch (sound) {
      case MUSIC -> false;
      case SPEECH -> !verdict.equals(SPOKEN);
      case OTHER -> true;
    };
  }

  /** The positive values by genre name, highest first; equal values in the order of the genres. */
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

  private static Verdict abstained(List<StageResult> results) {
    List<String> reasons = new ArrayList<>();
    for (StageResult result : results) {
      reasons.add(result.stage() + ": " + reason(result));
    }
    return new Verdict.Abstained(String.join("; ", reasons));
  }

  private static String reason(StageResult withoutVote) {
    if (withoutVote instanceof StageResult.Abstained abstained) {
      return abstained.reason();
    }
    return withoutVote instanceof StageResult.Failed failed
        ? "failed: " + failed.reason()
        : "its first choice has no counterpart in the genre map";
  }
}
