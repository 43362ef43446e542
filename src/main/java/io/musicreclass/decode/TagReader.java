package io.musicreclass.decode;

import io.musicreclass.tags.TagFile;
import io.musicreclass.tags.Tags;
import io.musicreclass.track.SongTags;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file's tags: the values as stored or, if the tag format is not supported here or a value
 * is missing, as read by FFmpeg.
 */
final class TagReader {
  private static final List<String> TITLE =
      List.of("TIT2", "TITLE", "\u00a9nam", "INFO:INAM", "NAME");
  private static final List<String> ARTIST =
      List.of("TPE1", "ARTIST", "\u00a9ART", "Author", "INFO:IART");
  private static final List<String> ALBUM =
      List.of("TALB", "ALBUM", "\u00a9alb", "WM/AlbumTitle", "INFO:IPRD");

  /** Programs use different names for fields that a format does not define. */
  private static final List<String> ALBUM_ARTIST =
      named("TPE2", "aART", "WM/AlbumArtist", "ALBUMARTIST", "ALBUM ARTIST", "ALBUM_ARTIST");

  private static final List<String> COMPILATION =
      named("TCMP", "cpil", "WM/IsCompilation", "COMPILATION", "ITUNESCOMPILATION");

  private static final List<String> DATE =
      List.of("TDRC", "TYER", "DATE", "YEAR", "\u00a9day", "WM/Year", "INFO:ICRD");

  private static final Set<String> YES = Set.of("1", "true", "yes");
  private static final Pattern YEAR = Pattern.compile("(?<!\\d)[1-9]\\d{3}(?!\\d)");

  /**
   * Stands for bytes that are not UTF-8; FFmpeg's text, decoded with the old code page, is better.
   */
  private static final char UNREADABLE = '\ufffd';

  private final FfmpegTags labels;
  private final @Nullable Tags tags;

  private TagReader(FfmpegTags labels, @Nullable Tags tags) {
    this.labels = labels;
    this.tags = tags;
  }

  /** Keys, also as user-defined fields of ID3 and MP4. */
  private static List<String> named(String... keys) {
    return Stream.concat(
            Stream.of(keys),
            Stream.of(keys)
                .flatMap(key -> Stream.of("TXXX:" + key, "----:com.apple.iTunes:" + key)))
        .toList();
  }

  /**
   * @param labels tags of the same file as read by FFmpeg
   */
  static SongTags read(Path file, FfmpegTags labels) {
    Tags tags;
    try {
      tags = TagFile.read(file);
    } catch (IOException unknown) {
      tags = null;
    }
    return new TagReader(labels, tags).read();
  }

  private SongTags read() {
    return new SongTags(
        first(TITLE, "title"),
        values(ARTIST, "artist"),
        first(ALBUM, "album"),
        first(ALBUM_ARTIST, "album_artist", "albumartist", "album artist"),
        genres(),
        year(),
        YES.contains(first(COMPILATION, "compilation").strip().toLowerCase(Locale.ROOT)));
  }

  private String first(List<String> keys, String... fallbacks) {
    return values(keys, fallbacks).stream().findFirst().orElse("");
  }

  /** The values of the first key that has any. */
  private List<String> values(List<String> keys, String... fallbacks) {
    if (tags != null) {
      for (String key : keys) {
        List<String> values = separated(tags.values(key));
        if (!values.isEmpty() && readable(values)) {
          return values;
        }
      }
    }
    return Stream.of(fallbacks)
        .map(labels::get)
        .filter(value -> !value.isBlank())
        .limit(1)
        .toList();
  }

  private static boolean readable(List<String> values) {
    return values.stream().noneMatch(value -> value.indexOf(UNREADABLE) >= 0);
  }

  /** A semicolon separates values only in formats without multiple values. */
  private List<String> separated(List<String> values) {
    boolean joined = tags != null && !tags.hasMultipleValues() && values.size() == 1;
    return (joined ? Stream.of(values.get(0).split(";")) : values.stream())
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .toList();
  }

  /**
   * The genres entered by a person; those written by this program are ignored. Some formats return
   * only the first of several written genres.
   */
  private List<String> genres() {
    List<String> genres = tags == null ? List.of() : separated(tags.genres());
    if (genres.isEmpty() || !readable(genres)) {
      genres = List.of(labels.get("genre"));
    }
    String found = String.join(";", genres).replace(" ", "");
    String tagged = tags == null ? "" : tags.custom(FfmpegTags.TAGGED);
    tagged = (tagged.isEmpty() ? labels.get(FfmpegTags.TAGGED) : tagged).replace(" ", "");
    boolean own = !tagged.isEmpty() && (found.equals(tagged) || tagged.startsWith(found + ';'));
    return own ? List.of() : genres;
  }

  private @Nullable Integer year() {
    Matcher year = YEAR.matcher(first(DATE, "date"));
    return year.find() ? Integer.valueOf(year.group()) : null;
  }
}
