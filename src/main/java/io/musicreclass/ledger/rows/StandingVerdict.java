package io.musicreclass.ledger.rows;

import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.StageResult;
import java.util.List;

/**
 * The current verdict of a song, and the results of its stages.
 *
 * @param track key of the song: the cursor for the page after it
 * @param seq of the verdict; changes whenever the verdict is replaced
 * @param tag the genre tag of its newest file; empty if it has none
 * @param results in the order of analysis
 */
public record StandingVerdict(
    long track, long seq, ClassifiedTrack voteDetails, String tag, List<StageResult> results) {
  public StandingVerdict {
    results = List.copyOf(results);
  }
}
