package io.musicreclass.cli.table;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The numbers of a table on disk, a row a song, in a file that may have been torn anywhere. First
 * {@link #scan}, then {@link #cut}, then rows are added.
 */
interface RowWriter extends Closeable {
  /**
   * Looks for whole rows, and changes nothing.
   *
   * @param most how many to look for
   * @return how many there are, at most that many
   * @throws UsageError when the file holds something else
   */
  int scan(int most) throws IOException;

  /** Cuts off what follows the rows that were found. */
  void cut() throws IOException;

  /** Adds a row, which may wait in memory. */
  void add(Path song, float[] values) throws IOException;

  /** Brings all rows to the disk. */
  void force() throws IOException;

  /** Tells those who read the file how many rows it has. */
  void announce() throws IOException;
}
