package io.musicreclass.vote;

import io.musicreclass.track.Verdict;

/** What comes after the stages heard so far. */
public sealed interface VoteStep {
  /**
   * Another stage is to be asked.
   *
   * @param position from 1
   */
  record Hear(int position) implements VoteStep {}

  /** The vote has ended. */
  record Done(Verdict verdict) implements VoteStep {}
}
