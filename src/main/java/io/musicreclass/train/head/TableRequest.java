package io.musicreclass.train.head;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A table of vectors and what is what in it. Where a column is not given, the usual names are
 * looked for.
 *
 * @param table CSV, {@code .npy} or {@code .npz}
 * @param labels CSV with the columns that the table lacks, in the same order of rows
 * @param genres text file, one genre per line, in the order of the head's outputs
 * @param genre column
 * @param group column
 * @param name column
 * @param part column
 * @param ignored columns that are no part of the vector
 * @param grouped whether rows have groups; otherwise each row is its own
 * @param averaged whether rows of the same name are averaged
 * @param labelMap text file of lines {@code genre = column, column}: the columns that speak for a
 *     genre before any row is seen
 */
public record TableRequest(
    Path table,
    Optional<Path> labels,
    Optional<Path> genres,
    Optional<String> genre,
    Optional<String> group,
    Optional<String> name,
    Optional<String> part,
    List<String> ignored,
    boolean grouped,
    boolean averaged,
    Optional<Path> labelMap) {
  public TableRequest {
    ignored = List.copyOf(ignored);
  }
}
