package io.musicreclass.ledger;

import io.musicreclass.track.Receipt;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.TrackId;

/**
 * A file whose song has a verdict.
 *
 * @param row number of the file in the ledger
 * @param origin why it was heard
 * @param genre a person's, else its album's, else the verdict's
 * @param confidence 0 to 1
 * @param stage position of the stage that ended the vote, from 1
 */
public record Heard(
    long row,
    SongFile file,
    Receipt.Origin origin,
    TrackId id,
    String genre,
    double confidence,
    int stage) {
  /** The same with another genre. */
  Heard as(String other) {
    return new Heard(row, file, origin, id, other, confidence, stage);
  }
}
