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

/** Determines which fields of a file's tags change, and writes them. */
final class Tagger {
  /** The genres that this program wrote; any other genre in the tags was written by a person. */
  private static final String WRITTEN = "RECLASS_TAGGED";

  /** Separates genres in one text. */
  static final String SEPARATOR = "; ";

  /** The result. */
  sealed interface Outcome {
    record Written() implements Outcome {}

    /** The tags have these values already. */
    record Unchanged() implements Outcome {}

    record Refused(String reason) implements Outcome {}
  }

  private Tagger() {}

  /**
   * What {@link #write} would do; changes nothing.
   *
   * @throws IOException if the file cannot be read
   */
  static Outcome check(Path file, TagValues values) throws IOException {
    return attempt(file, values, fields -> TagFile.check(file, fields));
  }

  /**
   * Writes a copy of a file with other tags.
   *
   * @param copy is overwritten; invalid unless the outcome is {@code Written}
   * @throws IOException if a disk access fails
   */
  static Outcome write(Path file, Path copy, TagValues values) throws IOException {
    return attempt(file, values, fields -> TagFile.copy(file, copy, fields));
  }

  /** The work on the fields that change. */
  private interface Work {
    void run(Map<String, List<String>> fields) throws IOException;
  }

  private static Outcome attempt(Path file, TagValues values, Work work) throws IOException {
    String extension = extension(file);
    if (!TagFile.isWritable(extension)) {
      String kind = extension.isEmpty() ? "files without an extension" : "." + extension + " files";
      return new Outcome.Refused("tags of " + kind + " are not written");
    }
    try {
      Map<String, List<String>> fields = changed(TagFile.read(file), values);
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

  /** The fields whose values differ, with their new values. */
  private static Map<String, List<String>> changed(Tags tags, TagValues values) {
    Map<String, String> wanted = new TreeMap<>();
    wanted.put("RECLASS_GENRE", values.verdict());
    wanted.put(
        "RECLASS_CONFIDENCE",
        String.format(Locale.ROOT, "%.3f", Percent.truncate(values.confidence(), 3)));
    wanted.put("RECLASS_STAGE", Integer.toString(values.stage()));
    String present = String.join(SEPARATOR, tags.genres());
    boolean free = present.isEmpty() || present.equals(tags.custom(WRITTEN));
    boolean writing = !values.genres().isEmpty() && (values.replacing() || free);
    if (writing) {
      wanted.put(WRITTEN, values.genre());
    }
    boolean newGenre = writing && !present.equals(values.genre());
    Map<String, List<String>> fields = new LinkedHashMap<>();
    if (newGenre) {
      fields.put(TagFile.GENRE, values.genres());
    }
    addFree(TagFile.STYLE, values.styles(), tags, wanted, fields);
    addFree(TagFile.MOOD, values.moods(), tags, wanted, fields);
    wanted.entrySet().removeIf(w -> w.getValue().equals(tags.custom(w.getKey())));
    if (wanted.isEmpty() && fields.isEmpty()) {
      return Map.of(); // a new version alone does not justify writing
    }
    String version = Tagger.class.getPackage().getImplementationVersion();
    if (version != null) {
      wanted.put("RECLASS_VERSION", version);
    }
    wanted.forEach((name, value) -> fields.put(name, List.of(value)));
    return fields;
  }

  /**
   * Adds a field unless it has values that a person wrote, and a field that tells ours from those.
   */
  private static void addFree(
      String name,
      List<String> values,
      Tags tags,
      Map<String, String> wanted,
      Map<String, List<String>> fields) {
    String present = String.join(SEPARATOR, tags.all(name));
    String written = "RECLASS_" + name;
    if (!values.isEmpty() && (present.isEmpty() || present.equals(tags.custom(written)))) {
      String now = String.join(SEPARATOR, values);
      wanted.put(written, now);
      if (!present.equals(now)) {
        fields.put(name, values);
      }
    }
  }

  private static String reason(Throwable e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  private static String extension(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
