package io.musicreclass.ledger.rows;

import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.SongFile;
import java.nio.file.Path;

/**
 * A file that a worker has claimed and must hand back to the ledger.
 *
 * @param row the file's row number in the ledger
 * @param file as it was when it was claimed
 * @param origin why it is analysed
 * @param attempts how often it has been claimed, this time included
 * @param waitsFor name of the stage it waited for; empty: it is analysed from the beginning
 * @param failures number of consecutive attempts that a failure of the machine ended
 * @param failedStage name of the stage without which its song got its verdict, because the stage
 *     failed; empty if none did
 * @param crashes how often the program crashed, hung or ran out of memory on it
 */
public record Job(
    long row,
    SongFile file,
    ClassifiedTrack.Origin origin,
    int attempts,
    String waitsFor,
    int failures,
    String failedStage,
    int crashes) {
  /** Whether it may harm the program, so that nothing else is in progress. */
  public boolean isSuspect() {
    return crashes > 0;
  }

  /**
   * The same file, claimed once more.
   *
   * @param attempt how often it has been claimed, this time included
   */
  public Job claimed(int attempt) {
    return new Job(row, file, origin, attempt, waitsFor, failures, failedStage, crashes);
  }

  public Path path() {
    return file.path();
  }
}
