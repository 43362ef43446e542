package io.musicreclass.ledger.rows;

import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.StageResult;
import java.util.List;

/**
 * A verdict as it stands, and what the stages said of its song.
 *
 * @param track key of the song: the cursor for the page after it
 * @param seq of the verdict: another one when it has been given anew since
 * @param tag the genre that its newest file is tagged with; empty where it is with none
 * @param results in the order they were heard
 */
public record StandingVerdict(
    long track, long seq, ClassifiedTrack voteDetails, String tag, List<StageResult> results) {
  public StandingVerdict {
    results = List.copyOf(results);
  }
}
