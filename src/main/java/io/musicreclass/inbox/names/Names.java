package io.musicreclass.inbox.names;

import io.musicreclass.track.ControlCharacters;
import io.musicreclass.track.SongFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Entry point: classifies files and folders by name. A name that certainly belongs to no song, or
 * to an unfinished one, is ignored under a rule; any other name is accepted, whatever its
 * extension.
 */
public final class Names {
  private static final List<String> COMPANIONS =
      List.of(".part", ".aria2", ".st", ".lftp-pget-status");

  /** Maximum bytes of a file name on Linux. */
  private static final int LONGEST_NAME = 255;

  private static final Set<String> OTHER_EXTENSIONS =
      Set.of(
          "jpg", "jpeg", "png", "gif", "webp", "bmp", "tif", "tiff", "svg", "heic", "ico", "psd",
          "txt", "md", "rtf", "doc", "docx", "odt", "nfo", "diz", "log", "pdf", "htm", "html",
          "url", "lnk", "desktop", "ini", "db", "sqlite", "csv", "cue", "m3u", "m3u8", "pls",
          "xspf", "lrc", "srt", "xml", "json", "yaml", "yml", "sfv", "md5", "sha1", "sha256", "ffp",
          "accurip", "par2", "torrent", "nzb", "zip", "rar", "7z", "tar", "gz", "bz2", "xz", "zst",
          "iso", "exe", "bak");

  /** An editor's backup: {@code song.mp3~}. A tilde elsewhere is part of a title. */
  private static final Pattern BACKUP = Pattern.compile(".*\\.[A-Za-z0-9]{1,10}~");

  private Names() {}

  /** The rule that ignores a file; empty if there is none. */
  public static Optional<String> fileRule(Path name) {
    String text = name.toString();
    Optional<String> both = eitherRule(text);
    if (both.isPresent()) {
      return both;
    }
    if (text.startsWith("~$") || BACKUP.matcher(text).matches()) {
      return Optional.of("temporary or backup file (~)");
    }
    String extension = extension(text);
    return OTHER_EXTENSIONS.contains(extension)
        ? Optional.of("not an audio file (." + extension + ")")
        : Optional.empty();
  }

  /** The rule that ignores a folder and everything below it; empty if there is none. */
  public static Optional<String> folderRule(Path name) {
    String text = name.toString();
    return IgnoredNames.SYSTEM
        .program(text)
        .map(system -> "system folder (" + text + ", " + system + ")")
        .or(() -> eitherRule(text));
  }

  /** The files whose existence means that this one is still being downloaded. */
  public static Stream<Path> companions(Path file) {
    String text = file.getFileName().toString();
    int name = SongFile.bytes(file).length - SongFile.bytes(file.resolveSibling("x")).length + 1;
    return COMPANIONS.stream()
        .filter(end -> name + end.length() <= LONGEST_NAME)
        .map(end -> text.indexOf('\ufffd') < 0 ? file.resolveSibling(text + end) : raw(file, end));
  }

  /** Whether the name marks the companion of a file that is still being downloaded. */
  public static boolean isCompanion(Path file) {
    return COMPANIONS.stream().anyMatch(file.getFileName().toString()::endsWith);
  }

  /** The path on one line, with control characters escaped. */
  public static String printable(Path path) {
    return ControlCharacters.escape(SongFile.text(path));
  }

  private static Optional<String> eitherRule(String text) {
    // "...Baby One More Time" and "..Hits" are titles; hidden files do not start with two dots.
    if (text.startsWith(".") && !text.startsWith("..")) {
      return Optional.of("hidden (name begins with a dot)");
    }
    return IgnoredNames.UNFINISHED
        .program(text)
        .map(program -> "unfinished download (" + program + ")");
  }

  /** Appends to the name's bytes, as its text lacks those that are not UTF-8. */
  private static Path raw(Path file, String end) {
    byte[] start = SongFile.bytes(file);
    byte[] all = Arrays.copyOf(start, start.length + end.length());
    System.arraycopy(end.getBytes(StandardCharsets.US_ASCII), 0, all, start.length, end.length());
    return SongFile.path(all);
  }

  private static String extension(String text) {
    int dot = text.lastIndexOf('.');
    return dot < 0 ? "" : text.substring(dot + 1).toLowerCase(Locale.ROOT);
  }
}
