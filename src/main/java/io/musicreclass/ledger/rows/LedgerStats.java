package io.musicreclass.ledger.rows;

import java.util.Map;

/**
 * Counts of files, songs and messages.
 *
 * @param files by state; contains every state
 * @param tracks songs that have a verdict
 * @param sure those of them that are sure
 * @param genres songs by genre, the largest first
 * @param stages songs by the position of the stage that ended the vote, from 1
 * @param pendingMessages messages in the outbox
 * @param parked files in the queue that are not taken, because their folder is offline
 */
public record LedgerStats(
    Map<FileState, Integer> files,
    int tracks,
    int sure,
    Map<String, Integer> genres,
    Map<Integer, Integer> stages,
    int pendingMessages,
    int parked) {
  /** Number of files that wait for a worker or are being analysed. */
  public int unfinished() {
    return files(FileState.QUEUED) - parked + files(FileState.WORKING);
  }

  /** Number of files in that state. */
  public int files(FileState state) {
    return files.getOrDefault(state, 0);
  }
}
