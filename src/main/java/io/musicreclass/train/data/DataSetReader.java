package io.musicreclass.train.data;

import io.musicreclass.convert.read.ConvertException;
import java.io.IOException;
import java.util.List;

/** Reads one data set as it was published. */
interface DataSetReader {
  /** Name on the command line. */
  String name();

  /** What it is and which files it takes, for help. */
  String description();

  /** What to do if it has no song. */
  String remedy();

  /** Names of its subsets. */
  default List<String> subsets() {
    return List.of();
  }

  /**
   * Reads the songs.
   *
   * @throws IllegalArgumentException if the request lacks something
   * @throws ConvertException if a file is not as published; names file, line, column and remedy
   */
  void read(LabelledData.Request request, RowCollector out) throws ConvertException, IOException;
}
