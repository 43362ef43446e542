package io.musicreclass.shelve;

import java.nio.file.Path;
import org.jaudiotagger.audio.AudioFileIO;
import org.jaudiotagger.tag.FieldKey;
import org.jaudiotagger.tag.Tag;

/** What is in the tags of a file, whoever wrote it there. */
public final class Written {
  private Written() {}

  /** All genres, with "; " between them; empty where there is none. */
  public static String genre(Path file) {
    try {
      Tag tag = AudioFileIO.read(file.toFile()).getTag();
      return tag == null ? "" : String.join("; ", tag.getAll(FieldKey.GENRE));
    } catch (Exception e) {
      throw new AssertionError(file + " has no tags", e);
    }
  }
}
