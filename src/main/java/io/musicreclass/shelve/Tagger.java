package io.musicreclass.shelve;

import io.musicreclass.track.Percent;
import io.musicreclass.track.SongFile;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.jaudiotagger.audio.AudioFile;
import org.jaudiotagger.audio.AudioFileIO;
import org.jaudiotagger.tag.FieldDataInvalidException;
import org.jaudiotagger.tag.FieldKey;
import org.jaudiotagger.tag.Tag;
import org.jaudiotagger.tag.TagOptionSingleton;

/** Writes genre and verdict into the tags of a file, by jaudiotagger. */
final class Tagger {
  /** The genres that were written by this program: another one there is a person's. */
  private static final String WRITTEN = "RECLASS_TAGGED";

  /** Between genres where they are one text. */
  static final String BETWEEN = "; ";

  private static final Set<String> ENDINGS =
      Set.of("mp3", "flac", "ogg", "oga", "m4a", "m4b", "mp4", "wav", "aif", "aiff", "aifc", "wma");

  /** Kept, so that its level is. Its warnings are about files, and told by us in our words. */
  private static final Logger LIBRARY = Logger.getLogger("org.jaudiotagger");

  static {
    LIBRARY.setLevel(Level.OFF);
    TagOptionSingleton options = TagOptionSingleton.getInstance();
    options.setWriteMp3GenresAsText(true);
    options.setWriteMp4GenresAsText(true);
  }

  /** What became of it. */
  sealed interface Outcome {
    record Written() implements Outcome {}

    /** They said it already. */
    record Unchanged() implements Outcome {}

    record Refused(String reason) implements Outcome {}
  }

  private Tagger() {}

  /** What {@link #write} would do, by reading alone. */
  static Outcome look(Path file, Label label) {
    return open(file, label, false);
  }

  /** Writes into this very file; when that is refused, the file may be half written. */
  static Outcome write(Path file, Label label) {
    return open(file, label, true);
  }

  private static Outcome open(Path file, Label label, boolean writing) {
    String ending = ending(file);
    if (!ENDINGS.contains(ending)) {
      String kind = ending.isEmpty() ? "files without an ending" : "." + ending + " files";
      return new Outcome.Refused("tags of " + kind + " are not written");
    }
    File plain = new File(SongFile.text(file));
    if (!plain.toPath().equals(file)) {
      return new Outcome.Refused("tags are not written where a folder's name is no UTF-8");
    }
    try {
      AudioFile audio = AudioFileIO.readAs(plain, ending);
      Tag tag = audio.getTagOrCreateAndSetDefault();
      Outcome outcome = fill(Fields.of(tag), label);
      if (writing && outcome instanceof Outcome.Written) {
        audio.commit();
      }
      return outcome;
    } catch (Exception | OutOfMemoryError | StackOverflowError e) {
      // The library's own exceptions are many, and bad files bring it to any other.
      return new Outcome.Refused("its tags cannot be written (" + reason(e) + ")");
    }
  }

  private static Outcome fill(Fields fields, Label label) throws FieldDataInvalidException {
    Map<String, String> wanted = new TreeMap<>();
    wanted.put("RECLASS_GENRE", label.verdict());
    wanted.put(
        "RECLASS_CONFIDENCE",
        String.format(Locale.ROOT, "%.3f", Percent.cut(label.confidence(), 3)));
    wanted.put("RECLASS_STAGE", Integer.toString(label.stage()));
    String present = genre(fields.tag());
    boolean free = present.isEmpty() || present.equals(fields.get(WRITTEN));
    boolean writing = label.replacing() || free;
    if (writing) {
      wanted.put(WRITTEN, label.genre());
    }
    boolean same =
        wanted.entrySet().stream().allMatch(w -> w.getValue().equals(fields.get(w.getKey())))
            && (!writing || present.equals(label.genre()));
    if (same) {
      return new Outcome.Unchanged();
    }
    if (writing && !present.equals(label.genre())) {
      fields.genres(label.genres());
    }
    String version = Tagger.class.getPackage().getImplementationVersion();
    if (version != null) {
      wanted.put("RECLASS_VERSION", version); // only now: a new version alone is no reason to write
    }
    for (Map.Entry<String, String> field : wanted.entrySet()) {
      fields.set(field.getKey(), field.getValue());
    }
    return new Outcome.Written();
  }

  /** All genres there are, one after the other. */
  private static String genre(Tag tag) {
    List<String> genres = tag.getAll(FieldKey.GENRE);
    return genres.stream().filter(g -> !g.isBlank()).collect(Collectors.joining(BETWEEN));
  }

  private static String reason(Throwable e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message.lines().findFirst().orElse("");
  }

  private static String ending(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
