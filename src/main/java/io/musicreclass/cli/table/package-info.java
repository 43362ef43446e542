/**
 * Commands that write tables of songs, as CSV or NumPy arrays.
 *
 * <p>Takes songs, gives a table with one row per song, continued where an earlier run stopped.
 * Never computes a row's values itself.
 */
@NullMarked
package io.musicreclass.cli.table;

import org.jspecify.annotations.NullMarked;
