/**
 * CSV files (RFC 4180, UTF-8), read and written by Jackson.
 *
 * <p>Takes a file or cells, gives records one by one with the number of their line. Never knows
 * what a column means.
 */
@NullMarked
package io.musicreclass.csv;

import org.jspecify.annotations.NullMarked;
