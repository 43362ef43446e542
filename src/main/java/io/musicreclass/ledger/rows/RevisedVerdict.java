package io.musicreclass.ledger.rows;

import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.OutboxMessage;
import io.musicreclass.track.StageResult;
import java.util.List;

/**
 * A re-vote's result for a song.
 *
 * @param before the verdict before the re-vote
 * @param now the new result; a person's genre is not affected
 * @param newResults results that stages recomputed from stored data
 * @param messages to send; empty if the visible verdict has not changed
 */
public record RevisedVerdict(
    StandingVerdict before,
    ClassifiedTrack now,
    List<StageResult> newResults,
    List<OutboxMessage> messages) {
  public RevisedVerdict {
    newResults = List.copyOf(newResults);
    messages = List.copyOf(messages);
  }

  /** Whether the vote's result is exactly the same as before. */
  public boolean same() {
    return now.voted().equals(before.voteDetails().voted());
  }
}
