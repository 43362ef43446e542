package io.musicreclass.ledger.rows;

import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.SongFile;
import java.nio.file.Path;

/**
 * A file that a worker holds, until it hands it back to the ledger in one way or another.
 *
 * @param row number of the file in the ledger
 * @param file as it was when it was claimed
 * @param origin why it is heard
 * @param attempts how often it has been claimed, this time included
 * @param waitsFor name of the stage it waited for; empty when it was to be heard from the beginning
 * @param failures how many tries in a row were broken off by a failure of the machine
 * @param failedStage name of the stage without which its song got its verdict, because the stage
 *     failed; empty where none did
 */
public record Job(
    long row,
    SongFile file,
    ClassifiedTrack.Origin origin,
    int attempts,
    String waitsFor,
    int failures,
    String failedStage) {
  public Path path() {
    return file.path();
  }
}
