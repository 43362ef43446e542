package io.musicreclass.classify;

import io.musicreclass.track.StageResult;
import io.musicreclass.track.Verdict;
import java.util.List;

/** What a vote comes to on what is stored of a song, without its audio. */
public sealed interface StoredVote {
  /**
   * The vote ended.
   *
   * @param newResults what a stage's head says now of what the stage heard before; not stored yet
   */
  record Decided(Verdict verdict, List<StageResult> newResults) implements StoredVote {
    public Decided {
      newResults = List.copyOf(newResults);
    }
  }

  /**
   * A stage is needed that has not heard the song.
   *
   * @param position from 1
   */
  record Owes(int position) implements StoredVote {}
}
