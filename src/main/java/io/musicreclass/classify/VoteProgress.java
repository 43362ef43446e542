package io.musicreclass.classify;

import io.musicreclass.track.StageResult;
import io.musicreclass.track.Verdict;
import java.util.List;
import java.util.OptionalInt;

/** How far the vote on a song has come. */
public sealed interface VoteProgress {
  /**
   * It ended.
   *
   * @param failed stages that it ended without, because they failed
   * @param wouldEndAt the position at which it would have ended by itself; empty: it did
   */
  record Ended(Verdict verdict, List<StageResult.Failed> failed, OptionalInt wouldEndAt)
      implements VoteProgress {
    public Ended {
      failed = List.copyOf(failed);
    }
  }

  /** A stage failed; another try may succeed. */
  record Broken(StageResult.Failed failure) implements VoteProgress {}

  /** The song waits for a stage that may not be heard now. */
  record Waits(String stage) implements VoteProgress {}
}
