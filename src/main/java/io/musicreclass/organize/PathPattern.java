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
 * The pattern of the paths that files are sorted to: a base folder, and below it names with {@code
 * {genre}}, {@code {artist}} (the album artist if tagged), {@code {album}} and, at the end, {@code
 * {file}}, the file's own name. Whatever the tags contain, the path stays below the base folder.
 */
public final class PathPattern {
  /** The setting for songs with a sure genre. */
  public static final String PATH = "reclass.after.path";

  /** The setting for unsure songs. */
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
   * Parses a pattern.
   *
   * @param root base of relative patterns
   * @param key of the setting, for messages
   * @throws IllegalArgumentException if it is invalid; names the key and the remedy
   */
  public static PathPattern of(Path root, String key, String written) {
    List<String> parts = List.of(written.split("/+"));
    long fixed = parts.stream().takeWhile(part -> !part.contains("{")).count();
    List<String> names = parts.subList((int) fixed, parts.size());
    if (names.isEmpty() || !names.get(names.size() - 1).endsWith(FILE)) {
      throw wrong(key, written, "it must end in " + FILE);
    }
    if (fixed == 0) {
      throw wrong(key, written, "put a folder before " + names.get(0) + ", such as ./sorted");
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

  private static IllegalArgumentException wrong(String key, String written, String remedy) {
    return new IllegalArgumentException(key + " is '" + written + "': " + remedy);
  }

  /** The configured patterns by their keys. */
  public static Map<String, String> written(AfterConfig config) {
    Map<String, String> written = new LinkedHashMap<>();
    written.put(PATH, config.path());
    config.unsurePath().ifPresent(path -> written.put(UNSURE_PATH, path));
    return written;
  }

  /** The problems of the configured patterns; empty if there are none. */
  public static List<String> problems(AfterConfig config, Path root, Path inbox) {
    boolean sorting = config.action() != AfterConfig.Action.KEEP;
    List<String> problems = new ArrayList<>();
    written(config)
        .forEach(
            (key, path) -> {
              try {
                if (of(root, key, path).folder().startsWith(inbox) && sorting) {
                  problems.add(
                      key
                          + " is inside the inbox "
                          + inbox
                          + ": set it to a folder outside the inbox");
                }
              } catch (IllegalArgumentException e) {
                problems.add(e.getMessage());
              }
            });
    return problems;
  }

  /** The base folder; absolute if the root is. */
  public Path folder() {
    return folder;
  }

  /** The path for a file with this genre and these tags. */
  public Path resolve(Path file, String genre, SongTags tags) {
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
    Path path = folder;
    for (String name : filled.subList(0, filled.size() - 1)) {
      path = path.resolve(SafeName.folder(name));
    }
    return path.resolve(SafeName.file(filled.get(filled.size() - 1)));
  }

  private static String or(String value, String fallback) {
    return value.isEmpty() ? fallback : value;
  }

  private static String name(Path file) {
    String text = SongFile.text(file);
    return text.substring(text.lastIndexOf('/') + 1);
  }
}
