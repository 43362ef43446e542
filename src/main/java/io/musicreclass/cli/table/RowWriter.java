package io.musicreclass.cli.table;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Writes the values of a table, one row per song, to a file that may have been truncated anywhere.
 * Call {@link #scan}, then {@link #cut}, then add rows.
 */
interface RowWriter extends Closeable {
  /**
   * Counts the complete rows without changing anything.
   *
   * @param most maximum number of rows to count
   * @return number of complete rows, at most that many
   * @throws UsageError if the file contains something else
   */
  int scan(int most) throws IOException;

  /** Truncates the file after the rows that were found. */
  void cut() throws IOException;

  /** Adds a row, which may be buffered. */
  void add(Path song, float[] values) throws IOException;

  /** Writes all buffered rows and syncs the file. */
  void force() throws IOException;

  /** Updates the row count in the file's header. */
  void announce() throws IOException;
}
