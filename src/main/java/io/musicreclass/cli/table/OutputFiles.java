package io.musicreclass.cli.table;

import io.musicreclass.cli.terminal.UsageError;
import java.nio.file.Path;

/** The files that an {@code --output} means. */
final class OutputFiles {
  private static final String ARRAY = ".npy";

  private OutputFiles() {}

  static boolean is(Path output, String ending) {
    String name = String.valueOf(output.getFileName());
    return name.length() > ending.length() && name.endsWith(ending);
  }

  /** The file of the same name with another ending. */
  static Path beside(Path output, String ending, String other) {
    String name = String.valueOf(output.getFileName());
    return output.resolveSibling(name.substring(0, name.length() - ending.length()) + other);
  }

  /**
   * An array with its paths beside it, in {@code FILE.csv}.
   *
   * @param maker what makes a row of a song, with all that the numbers depend on
   * @throws UsageError when the name is none of an array, or the table cannot be written
   */
  static SongTable array(Path output, String maker, int width) {
    if (!is(output, ARRAY)) {
      throw new UsageError("--output " + output + ": a name ending in .npy is wanted");
    }
    Path index = beside(output, ARRAY, ".csv");
    return TableFile.open(output, index, maker, file -> new NpyWriter(file, width));
  }
}
