package io.musicreclass.organize;

import io.musicreclass.config.AfterConfig;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.SongTags;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a song's file shall stand: a folder, and below it names with {@code {genre}}, {@code
 * {artist}} (the album's where tagged), {@code {album}} and, at the end, {@code {file}}, the file's
 * own name. Whatever the tags say, the path stays below the folder.
 */
public final class PathPattern {
  /** The setting for songs of a sure genre. */
  public static final String PATH = "reclass.after.path";

  /** The setting for the others. */
  public static final String UNSURE_PATH = "reclass.after.unsure-path";

  private static final Pattern FIELD = Pattern.compile("\\{([^{}]*)}");
  private static final List<String> FIELDS = List.of("genre", "artist", "album", "file");
  private static final String FILE = "{file}";

  private final Path folder;
  private final List<String> names;

  private PathPattern(Path folder, List<String> names) {
    this.folder = folder;
    this.names = names;
  }

  /**
   * Reads a pattern as the setting writes it.
   *
   * @param root what a relative one starts from
   * @param key of the setting
   * @throws IllegalArgumentException with the setting's key and the mend
   */
  public static PathPattern of(Path root, String key, String written) {
    List<String> parts = List.of(written.split("/+"));
    long fixed = parts.stream().takeWhile(part -> !part.contains("{")).count();
    List<String> names = parts.subList((int) fixed, parts.size());
    if (names.isEmpty() || !names.get(names.size() - 1).endsWith(FILE)) {
      throw wrong(key, written, "it must end in " + FILE);
    }
    if (fixed == 0) {
      throw wrong(
          key, written, "a folder must stand before " + names.get(0) + ", such as ./sorted");
    }
    names.forEach(name -> check(name, key, written));
    String folder = String.join("/", parts.subList(0, (int) fixed));
    return new PathPattern(
        root.resolve(folder.isEmpty() ? "/" : folder).normalize(), List.copyOf(names));
  }

  private static void check(String name, String key, String written) {
    Matcher fields = FIELD.matcher(name);
    while (fields.find()) {
      if (!FIELDS.contains(fields.group(1))) {
        throw wrong(
            key, written, fields.group() + " is none of {genre}, {artist}, {album}, {file}");
      }
    }
    String rest = fields.replaceAll("");
    if (rest.contains("{") || rest.contains("}") || name.equals(".") || name.equals("..")) {
      throw wrong(
          key, written, "'" + name + "' is not a name with {genre}, {artist}, {album}, {file}");
    }
  }

  private static IllegalArgumentException wrong(String key, String written, String mend) {
    return new IllegalArgumentException(key + " is '" + written + "': " + mend);
  }

  /** The patterns of the settings by their keys, as they are written. */
  public static Map<String, String> written(AfterConfig config) {
    Map<String, String> written = new LinkedHashMap<>();
    written.put(PATH, config.path());
    config.unsurePath().ifPresent(path -> written.put(UNSURE_PATH, path));
    return written;
  }

  /** What is wrong with the written patterns, for an inbox; empty when nothing is. */
  public static List<String> problems(AfterConfig config, Path root, Path inbox) {
    boolean organizer = config.action() != AfterConfig.Action.KEEP;
    List<String> problems = new ArrayList<>();
    written(config)
        .forEach(
            (key, path) -> {
              try {
                if (of(root, key, path).folder().startsWith(inbox) && organizer) {
                  problems.add(
                      key
                          + " leads into the inbox "
                          + inbox
                          + ": set it to a folder outside, which is not watched");
                }
              } catch (IllegalArgumentException e) {
                problems.add(e.getMessage());
              }
            });
    return problems;
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
            "artist", or(tags.folderArtist(), "Unknown Artist"),
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
