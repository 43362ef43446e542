package io.musicreclass.testing;

import io.musicreclass.tags.TagFile;
import java.io.IOException;
import java.nio.file.Path;

/** What is in the tags of a file, whoever wrote it there. */
public final class FileTags {
  private FileTags() {}

  /** All genres, with "; " between them; empty where there is none. */
  public static String genre(Path file) {
    try {
      return String.join("; ", TagFile.read(file).genres());
    } catch (IOException e) {
      throw new AssertionError(file + " has no tags", e);
    }
  }
}
