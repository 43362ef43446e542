package io.musicreclass.cli.table;

import io.musicreclass.track.Embedding;

/** What a song gives a table. */
sealed interface TableRow {
  /**
   * Its numbers.
   *
   * @param note why some of them are missing; empty when none is
   */
  record Numbers(Embedding values, String note) implements TableRow {}

  /** Nothing, for this reason. */
  record None(String reason) implements TableRow {}
}
