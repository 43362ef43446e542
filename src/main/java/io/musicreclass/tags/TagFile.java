package io.musicreclass.tags;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Entry point: reads a file's tags, and copies a file with some fields changed. */
public final class TagFile {
  /** The name of the genre for {@link #copy}, regardless of the format. */
  public static final String GENRE = "GENRE";

  /** The name of the moods, regardless of the format. */
  public static final String MOOD = "MOOD";

  /** The name of the styles, regardless of the format. */
  public static final String STYLE = "STYLE";

  private TagFile() {}

  /** A file format whose tags can be read and written. */
  interface Format {
    /** Reads all text fields. */
    Tags read(FileBytes file) throws IOException;

    /** The changes to the file that give fields other values. */
    FilePatch change(FileBytes file, TagChanges changes) throws IOException;

    /**
     * Lists everything in the file that must stay the same, by code independent of {@link #change}.
     *
     * @param changes the fields to leave out
     */
    TagInventory list(FileBytes file, TagChanges changes) throws IOException;
  }

  /** A file type: its name, its extensions, and its tag format. */
  private record Kind(String title, Set<String> endings, Format format) {
    static final Kind MP3 = new Kind("MP3", Set.of("mp3"), new Mp3File());
    static final Kind FLAC = new Kind("FLAC", Set.of("flac"), new FlacFile());
    static final Kind OGG = new Kind("Ogg", Set.of("ogg", "oga", "opus"), new OggFile());
    static final Kind MP4 = new Kind("MP4", Set.of("m4a", "m4b", "mp4"), new Mp4File());
    static final Kind WAV = new Kind("WAV", Set.of("wav"), new ChunkFile(true));
    static final Kind AIFF = new Kind("AIFF", Set.of("aif", "aiff", "aifc"), new ChunkFile(false));
    static final Kind APE = new Kind("Monkey's Audio", Set.of("ape"), new ApeFile());
    static final Kind WAVPACK = new Kind("WavPack", Set.of("wv"), new ApeFile());
    static final Kind ASF = new Kind("WMA", Set.of("wma"), new AsfFile());
    static final List<Kind> ALL = List.of(MP3, FLAC, OGG, MP4, WAV, AIFF, APE, WAVPACK, ASF);
  }

  /** Whether files with this extension (without a dot) can be tagged. */
  public static boolean isWritable(String extension) {
    String lower = extension.toLowerCase(Locale.ROOT);
    for (Kind kind : Kind.ALL) {
      if (kind.endings.contains(lower)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Reads the tags of a file.
   *
   * @throws TagException if its format is not supported, or it is damaged
   */
  public static Tags read(Path file) throws IOException {
    try (FileBytes source = FileBytes.open(file)) {
      return format(source).read(source);
    }
  }

  /**
   * Copies a file with changed fields and verifies that everything else is the same: the content
   * and order of frames, boxes, chunks, pictures and comments, and every byte of the audio.
   *
   * @param target an existing file, overwritten; unusable if this throws
   * @param fields all values of each field to change
   * @throws TagException if the tags cannot be written without losing something
   */
  public static void copy(Path file, Path target, Map<String, List<String>> fields)
      throws IOException {
    TagChanges changes = new TagChanges(fields);
    try (FileBytes source = FileBytes.open(file)) {
      Format format = writable(file, source);
      TagInventory before = format.list(source, changes);
      format.change(source, changes).apply(file, target);
      try (FileBytes copy = FileBytes.open(target)) {
        verify(format, copy, changes, before);
      }
    }
  }

  /**
   * Checks that {@link #copy} would work, without writing.
   *
   * @throws TagException if the tags cannot be written
   */
  public static void check(Path file, Map<String, List<String>> fields) throws IOException {
    try (FileBytes source = FileBytes.open(file)) {
      writable(file, source).change(source, new TagChanges(fields));
    }
  }

  /** The tag format of a file, found by its content. */
  static Format format(FileBytes file) throws IOException {
    return kind(file).format;
  }

  private static Format writable(Path file, FileBytes source) throws IOException {
    Kind kind = kind(source);
    if (!kind.endings.contains(ending(file))) {
      throw new TagException("it is a " + kind.title + " file, but its extension says otherwise");
    }
    return kind.format;
  }

  private static void verify(Format format, FileBytes copy, TagChanges changes, TagInventory before)
      throws IOException {
    Optional<String> lost = before.difference(format.list(copy, changes));
    if (lost.isPresent()) {
      throw new TagException("that would change " + lost.get());
    }
    Tags tags = format.read(copy);
    for (String name : changes.customNames()) {
      boolean own = !name.equals(MOOD) && !name.equals(STYLE);
      List<String> values = own ? List.of(tags.custom(name)) : tags.all(name);
      if (!same(values, changes.values(name))) {
        throw new TagException("the field " + name + " could not be written");
      }
    }
    if (changes.hasGenre() && !same(tags.genres(), changes.genres())) {
      throw new TagException("the genre could not be written");
    }
  }

  /** Whether values are the same, some of which may be one text because of the format. */
  private static boolean same(List<String> values, List<String> wanted) {
    return String.join("; ", values).equals(String.join("; ", wanted));
  }

  private static String ending(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  private static Kind kind(FileBytes file) throws IOException {
    long at = 0;
    for (long size = Id3Layout.sizeAt(file, 0); size > 0; size = Id3Layout.sizeAt(file, at)) {
      at += size;
    }
    if (file.has(at, "fLaC")) {
      return Kind.FLAC;
    }
    if (file.has(at, "MAC ")) {
      return Kind.APE;
    }
    if (file.has(at, "wvpk")) {
      return Kind.WAVPACK;
    }
    if (file.has(0, "OggS")) {
      return Kind.OGG;
    }
    if (file.has(4, "ftyp")) {
      return Kind.MP4;
    }
    if (file.has(0, "RIFF") && file.has(8, "WAVE")) {
      return Kind.WAV;
    }
    if (file.has(0, "FORM") && (file.has(8, "AIFF") || file.has(8, "AIFC"))) {
      return Kind.AIFF;
    }
    if (file.has(0, AsfFile.HEADER)) {
      return Kind.ASF;
    }
    if (file.has(0, "RF64") || file.has(0, "BW64")) {
      throw new TagException("it is a WAV file in RF64 format, which is not supported");
    }
    if (Mp3File.isAudio(file, at)) {
      return Kind.MP3;
    }
    throw new TagException("its format is not supported for tagging");
  }
}
