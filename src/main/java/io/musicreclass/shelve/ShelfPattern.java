package io.musicreclass.shelve;

import io.musicreclass.track.SongFile;
import io.musicreclass.track.SongTags;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a song's file shall stand: a folder, and below it names with {@code {genre}}, {@code
 * {artist}} (the album's where tagged), {@code {album}} and, at the end, {@code {file}}, the file's
 * own name. Whatever the tags say, the path stays below the folder.
 */
public final class ShelfPattern {
  private static final String KEY = "reclass.after.path";
  private static final Pattern FIELD = Pattern.compile("\\{([^{}]*)}");
  private static final List<String> FIELDS = List.of("genre", "artist", "album", "file");
  private static final String FILE = "{file}";

  private final Path folder;
  private final List<String> names;

  private ShelfPattern(Path folder, List<String> names) {
    this.folder = folder;
    this.names = names;
  }

  /**
   * Reads a pattern as the setting writes it.
   *
   * @param root what a relative one starts from
   * @throws IllegalArgumentException with the setting's key and the mend
   */
  public static ShelfPattern of(Path root, String written) {
    List<String> parts = List.of(written.split("/+"));
    long fixed = parts.stream().takeWhile(part -> !part.contains("{")).count();
    List<String> names = parts.subList((int) fixed, parts.size());
    if (names.isEmpty() || !names.get(names.size() - 1).endsWith(FILE)) {
      throw wrong(written, "it must end in " + FILE);
    }
    if (fixed == 0) {
      throw wrong(written, "a folder must stand before " + names.get(0) + ", such as ./sorted");
    }
    names.forEach(name -> check(name, written));
    String folder = String.join("/", parts.subList(0, (int) fixed));
    return new ShelfPattern(
        root.resolve(folder.isEmpty() ? "/" : folder).normalize(), List.copyOf(names));
  }

  private static void check(String name, String written) {
    Matcher fields = FIELD.matcher(name);
    while (fields.find()) {
      if (!FIELDS.contains(fields.group(1))) {
        throw wrong(written, fields.group() + " is none of {genre}, {artist}, {album}, {file}");
      }
    }
    String rest = fields.replaceAll("");
    if (rest.contains("{") || rest.contains("}") || name.equals(".") || name.equals("..")) {
      throw wrong(written, "'" + name + "' is not a name with {genre}, {artist}, {album}, {file}");
    }
  }

  private static IllegalArgumentException wrong(String written, String mend) {
    return new IllegalArgumentException(KEY + " is '" + written + "': " + mend);
  }

  /** What is wrong with a written pattern, for an inbox; empty when nothing is. */
  public static List<String> problems(AfterConfig config, Path root, Path inbox) {
    try {
      Path folder = of(root, config.path()).folder();
      boolean inside = folder.startsWith(inbox) && config.action() != AfterConfig.Action.KEEP;
      return inside
          ? List.of(
              KEY
                  + " leads into the inbox "
                  + inbox
                  + ": set it to a folder outside, which is not"
                  + " watched")
          : List.of();
    } catch (IllegalArgumentException e) {
      return List.of(e.getMessage());
    }
  }

  /** The folder that everything goes below; absolute when the root is. */
  public Path folder() {
    return folder;
  }

  /** Where a file with this genre and these tags shall stand. */
  public Path place(Path file, String genre, SongTags tags) {
    Map<String, String> values =
        Map.of(
            "genre", genre,
            "artist", or(tags.shelfArtist(), "Unknown Artist"),
            "album", or(tags.album(), "Unknown Album"),
            "file", name(file));
    List<String> filled = new ArrayList<>();
    for (String name : names) {
      filled.add(
          FIELD.matcher(name).replaceAll(m -> Matcher.quoteReplacement(values.get(m.group(1)))));
    }
    Path place = folder;
    for (String above : filled.subList(0, filled.size() - 1)) {
      place = place.resolve(SafeName.folder(above));
    }
    return place.resolve(SafeName.file(filled.get(filled.size() - 1)));
  }

  private static String or(String value, String fallback) {
    return value.isEmpty() ? fallback : value;
  }

  private static String name(Path file) {
    String text = SongFile.text(file);
    return text.substring(text.lastIndexOf('/') + 1);
  }
}
