package io.musicreclass.testing;

import io.musicreclass.tags.TagFile;
import java.io.IOException;
import java.nio.file.Path;

/** Reads the tags of a file. */
public final class FileTags {
  private FileTags() {}

  /** All genres, separated by "; "; empty if there is none. */
  public static String genre(Path file) {
    try {
      return String.join("; ", TagFile.read(file).genres());
    } catch (IOException e) {
      throw new AssertionError(file + " has no tags", e);
    }
  }
}
