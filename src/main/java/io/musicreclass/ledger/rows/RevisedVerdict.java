package io.musicreclass.ledger.rows;

import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.OutboxMessage;
import io.musicreclass.track.StageResult;
import java.util.List;

/**
 * What a re-vote says of a song.
 *
 * @param before the verdict it was founded on
 * @param now what the vote says now; what a person says is not touched by it
 * @param newResults results of stages that judged anew what they had kept
 * @param messages to send for it; none when nothing has changed for people
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

  /** Whether the vote says exactly the same as before. */
  public boolean same() {
    return now.voted().equals(before.voteDetails().voted());
  }
}
