package io.musicreclass.cli.table;

import io.musicreclass.cli.terminal.UsageError;
import java.nio.file.Path;

/** The files that belong to an {@code --output}. */
final class OutputFiles {
  private static final String ARRAY = ".npy";

  private OutputFiles() {}

  static boolean is(Path output, String ending) {
    String name = String.valueOf(output.getFileName());
    return name.length() > ending.length() && name.endsWith(ending);
  }

  /** The file of the same name with another extension. */
  static Path beside(Path output, String ending, String other) {
    String name = String.valueOf(output.getFileName());
    return output.resolveSibling(name.substring(0, name.length() - ending.length()) + other);
  }

  /** The file with the paths of an array's rows. */
  static Path index(Path array) {
    return beside(array, ARRAY, ".csv");
  }

  /**
   * An array with the paths of its rows in {@code FILE.csv}.
   *
   * @param maker identifies what computes a row, including everything the values depend on
   * @throws UsageError if the name does not end in .npy, or the table cannot be written
   */
  static SongTable array(Path output, String maker, int width) {
    if (!is(output, ARRAY)) {
      throw new UsageError("--output " + output + ": the name must end in .npy");
    }
    return TableFile.open(output, index(output), maker, file -> new NpyWriter(file, width));
  }
}
