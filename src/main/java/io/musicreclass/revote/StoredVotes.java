package io.musicreclass.revote;

import io.musicreclass.classify.Classification;
import io.musicreclass.classify.StageRunner;
import io.musicreclass.ledger.rows.StandingVerdict;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.StageResult;
import io.musicreclass.track.Verdict;
import io.musicreclass.vote.VoteRules;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Votes on stored results, and counts what they change. */
final class StoredVotes {
  /**
   * A vote.
   *
   * @param newResults results that stages recomputed
   */
  record Voted(ClassifiedTrack now, List<StageResult> newResults) {}

  private final StageRunner stageRunner;
  private final Clock clock;
  private final VerdictComparison comparison;

  StoredVotes(StageRunner stageRunner, Clock clock) {
    this.stageRunner = stageRunner;
    this.clock = clock;
    this.comparison = new VerdictComparison(stageRunner.genres());
  }

  /** The song's verdict by these rules; empty when it needs another stage. */
  Optional<Voted> on(StandingVerdict standing, VoteRules rules) {
    ClassifiedTrack before = standing.voteDetails();
    Classification stored = stageRunner.replay(standing.results(), rules);
    if (stored instanceof Classification.NeedsStage needed) {
      comparison.pending(before, needed.position());
      return Optional.empty();
    }
    Classification.Decided decided = (Classification.Decided) stored;
    // Where no stage has a result any more, the earlier verdict stands.
    Verdict.Decided verdict =
        decided.verdict() instanceof Verdict.Decided now ? now : before.voted();
    ClassifiedTrack after = before.revoted(verdict, clock.instant());
    comparison.decided(before, after, standing.tag());
    return Optional.of(new Voted(after, decided.newResults()));
  }

  RevoteForecast changes() {
    return comparison.forecast();
  }
}
