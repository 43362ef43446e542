package io.musicreclass.cli.table;

import io.musicreclass.track.Embedding;

/** The outcome of computing a song's row. */
sealed interface TableRow {
  /**
   * The values.
   *
   * @param note why some of them are missing; empty if complete
   */
  record Numbers(Embedding values, String note) implements TableRow {}

  /** No row, for this reason. */
  record None(String reason) implements TableRow {}
}
