package io.musicreclass.ledger;

import io.musicreclass.track.Receipt.Origin;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * What became of the songs of one origin that are told of together, since the last time they were.
 *
 * @param done songs with a verdict
 * @param changed those of them that had another verdict before
 * @param unsure those of them that are unsure
 */
public record Batch(Origin origin, int done, int changed, int unsure, int duplicates, int failed) {
  static Batch read(ResultSet row) throws SQLException {
    return new Batch(
        Columns.origin(row),
        row.getInt("done"),
        row.getInt("changed"),
        row.getInt("unsure"),
        row.getInt("duplicates"),
        row.getInt("failed"));
  }
}
