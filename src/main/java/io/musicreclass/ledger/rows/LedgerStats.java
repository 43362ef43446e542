package io.musicreclass.ledger.rows;

import java.util.Map;

/**
 * Counts.
 *
 * @param files by state; every state is there
 * @param tracks songs that have a verdict
 * @param sure those of them that are sure
 * @param genres songs by genre, most first
 * @param stages songs by the position of the stage that ended the vote, from 1
 * @param pendingMessages letters in the outbox
 * @param parked files in the queue that nobody takes now, because their folder is away
 */
public record LedgerStats(
    Map<FileState, Integer> files,
    int tracks,
    int sure,
    Map<String, Integer> genres,
    Map<Integer, Integer> stages,
    int pendingMessages,
    int parked) {
  /** How many files are in that state. */
  public int files(FileState state) {
    return files.getOrDefault(state, 0);
  }
}
