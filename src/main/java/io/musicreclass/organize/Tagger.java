package io.musicreclass.organize;

import io.musicreclass.tags.TagException;
import io.musicreclass.tags.TagFile;
import io.musicreclass.tags.Tags;
import io.musicreclass.track.Percent;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Decides which fields of a file's tags change for a label, and has them written. */
final class Tagger {
  /** The genres that were written by this program: another one there is a person's. */
  private static final String WRITTEN = "RECLASS_TAGGED";

  /** Between genres where they are one text. */
  static final String BETWEEN = "; ";

  /** What became of it. */
  sealed interface Outcome {
    record Written() implements Outcome {}

    /** They said it already. */
    record Unchanged() implements Outcome {}

    record Refused(String reason) implements Outcome {}
  }

  private Tagger() {}

  /**
   * What {@link #write} would do, by reading alone.
   *
   * @throws IOException when the file cannot be read
   */
  static Outcome look(Path file, TagValues label) throws IOException {
    return attempt(file, label, fields -> TagFile.check(file, fields));
  }

  /**
   * Writes a copy of a file with other tags.
   *
   * @param copy a file that is written over; worthless unless the outcome is {@code Written}
   * @throws IOException when the disk refuses
   */
  static Outcome write(Path file, Path copy, TagValues label) throws IOException {
    return attempt(file, label, fields -> TagFile.copy(file, copy, fields));
  }

  /** What is done with the fields that change. */
  private interface Work {
    void run(Map<String, List<String>> fields) throws IOException;
  }

  private static Outcome attempt(Path file, TagValues label, Work work) throws IOException {
    String ending = ending(file);
    if (!TagFile.isWritable(ending)) {
      String kind = ending.isEmpty() ? "files without an ending" : "." + ending + " files";
      return new Outcome.Refused("tags of " + kind + " are not written");
    }
    try {
      Map<String, List<String>> fields = changed(TagFile.read(file), label);
      if (fields.isEmpty()) {
        return new Outcome.Unchanged();
      }
      work.run(fields);
      return new Outcome.Written();
    } catch (AccessDeniedException e) {
      return new Outcome.Refused("its tags cannot be written: the file is protected");
    } catch (TagException | RuntimeException | OutOfMemoryError e) {
      return new Outcome.Refused("its tags cannot be written: " + reason(e));
    }
  }

  /** The fields that say something else than the label, with what they shall say. */
  private static Map<String, List<String>> changed(Tags tags, TagValues label) {
    Map<String, String> wanted = new TreeMap<>();
    wanted.put("RECLASS_GENRE", label.verdict());
    wanted.put(
        "RECLASS_CONFIDENCE",
        String.format(Locale.ROOT, "%.3f", Percent.truncate(label.confidence(), 3)));
    wanted.put("RECLASS_STAGE", Integer.toString(label.stage()));
    String present = String.join(BETWEEN, tags.genres());
    boolean free = present.isEmpty() || present.equals(tags.custom(WRITTEN));
    boolean writing = label.replacing() || free;
    if (writing) {
      wanted.put(WRITTEN, label.genre());
    }
    boolean newGenre = writing && !present.equals(label.genre());
    wanted.entrySet().removeIf(w -> w.getValue().equals(tags.custom(w.getKey())));
    if (wanted.isEmpty() && !newGenre) {
      return Map.of(); // a new version alone is no reason to write
    }
    String version = Tagger.class.getPackage().getImplementationVersion();
    if (version != null) {
      wanted.put("RECLASS_VERSION", version);
    }
    Map<String, List<String>> fields = new LinkedHashMap<>();
    if (newGenre) {
      fields.put(TagFile.GENRE, label.genres());
    }
    wanted.forEach((name, value) -> fields.put(name, List.of(value)));
    return fields;
  }

  private static String reason(Throwable e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  private static String ending(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
