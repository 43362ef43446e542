package io.musicreclass.classify;

import io.musicreclass.track.FailureReason;
import io.musicreclass.track.StageResult;
import io.musicreclass.track.Verdict;
import java.util.List;
import java.util.OptionalInt;

/** How far a track's classification has come. */
public sealed interface Classification {
  /** What to do after a failure of the machine. */
  String RETRY_REMEDY = "see the log for details; reclass retry or a restart analyses it again";

  /**
   * The vote has ended.
   *
   * @param newResults results that a stage's current head computed from a stored embedding, and
   *     that are not stored yet
   * @param failures stages that the verdict was reached without, because they failed
   * @param wouldEndAt the position, from 1, at which the vote would have ended if all stages had
   *     not been requested; empty if they were not
   */
  record Decided(
      Verdict verdict,
      List<StageResult> newResults,
      List<StageResult.Failed> failures,
      OptionalInt wouldEndAt)
      implements Classification {
    public Decided {
      newResults = List.copyOf(newResults);
      failures = List.copyOf(failures);
    }

    /** Why the track has no genre, where all stages abstained or failed. */
    public FailureReason refusal(Verdict.Abstained abstained) {
      return failures.isEmpty()
          ? new FailureReason(
              "no stage can classify it: " + abstained.reason(),
              "try a longer or better copy",
              false)
          : new FailureReason(
              "no stage could classify it: " + abstained.reason(), RETRY_REMEDY, true);
    }
  }

  /**
   * A stage is needed that has no result for the track and was not allowed to run now.
   *
   * @param position of the stage, from 1
   */
  record NeedsStage(int position, String stage) implements Classification {}

  /** A stage failed; another attempt may succeed. */
  record Failed(StageResult.Failed failure) implements Classification {}
}
