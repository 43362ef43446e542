package io.musicreclass.evaluate;

import io.musicreclass.evaluate.VoteEvaluation.Song;
import io.musicreclass.evaluate.VoteEvaluation.Vote;
import io.musicreclass.track.GenreSet;
import io.musicreclass.track.StageResult;
import io.musicreclass.track.Verdict;
import io.musicreclass.vote.VoteRules;
import io.musicreclass.vote.Voting;
import java.util.ArrayList;
import java.util.List;

/**
 * What the vote says of each song after each number of stages, from which follows what it says by
 * any thresholds.
 *
 * @param rules by which the vote was repeated
 * @param songs those with a verdict of all stages
 */
record Replay(GenreSet genres, List<String> stages, VoteRules rules, List<Voted> songs) {
  /**
   * The verdict after a number of stages.
   *
   * @param genre -1 if there is none
   * @param maySure whether nothing but its confidence can make it unsure
   */
  record Step(int genre, double confidence, boolean maySure) {}

  /**
   * A song.
   *
   * @param steps after one stage, two, and so on
   * @param ms milliseconds of each stage
   */
  record Voted(int truth, List<Step> steps, List<Long> ms) {
    Voted {
      steps = List.copyOf(steps);
      ms = List.copyOf(ms);
    }

    /** Whether the vote is right if it ends at that position, from 1. */
    boolean isRightAt(int position) {
      return steps.get(position - 1).genre() == truth;
    }

    /** Milliseconds of the stages up to that position. */
    long msUntil(int position) {
      return ms.subList(0, position).stream().mapToLong(Long::longValue).sum();
    }
  }

  Replay {
    stages = List.copyOf(stages);
    songs = List.copyOf(songs);
  }

  /** Repeats the votes. */
  static Replay of(Vote vote, VoteRules rules, List<Song> songs) {
    // with 0 a verdict is unsure for other reasons than its confidence
    Voting voting = vote.voting().apply(rules.with(rules.thresholds(), 0));
    List<Voted> voted = new ArrayList<>();
    for (Song song : songs) {
      List<Step> steps = new ArrayList<>();
      for (int n = 1; n <= song.results().size(); n++) {
        steps.add(step(voting.after(song.results().subList(0, n)), vote.genres()));
      }
      if (steps.get(steps.size() - 1).genre() >= 0) {
        voted.add(
            new Voted(
                vote.genres().indexOf(song.origin().genre()).orElseThrow(),
                steps,
                song.results().stream().map(StageResult::ms).toList()));
      }
    }
    return new Replay(vote.genres(), vote.stages(), rules, voted);
  }

  private static Step step(Verdict verdict, GenreSet genres) {
    return verdict instanceof Verdict.Decided decided
        ? new Step(
            genres.indexOf(decided.genre()).orElseThrow(), decided.confidence(), decided.sure())
        : new Step(-1, 0, false);
  }

  /** The position, from 1, at which the vote on a song ends by these thresholds. */
  int endsAt(Voted song, VoteRules thresholds) {
    int position = 1;
    while (position < stages.size()
        && !(song.steps().get(position - 1).confidence() > thresholds.threshold(position))) {
      position++;
    }
    return position;
  }

  /** The verdict on a song by the rules. */
  Step verdict(Voted song) {
    return song.steps().get((rules.everyStage() ? stages.size() : endsAt(song, rules)) - 1);
  }

  /** Whether a verdict is sure by the rules. */
  boolean isSure(Step verdict) {
    return isSure(verdict, rules.sure());
  }

  /** Whether a verdict would be sure from that confidence on. */
  static boolean isSure(Step verdict, double from) {
    return verdict.maySure() && verdict.confidence() >= from;
  }
}
