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
 * Reads what a file's tags say of its song: every value as it stands in the file, and what FFmpeg
 * reads where the file's format is none whose tags are known here, or says nothing.
 */
final class TagReader {
  private static final List<String> TITLE =
      List.of("TIT2", "TITLE", "\u00a9nam", "INFO:INAM", "NAME");
  private static final List<String> ARTIST =
      List.of("TPE1", "ARTIST", "\u00a9ART", "Author", "INFO:IART");
  private static final List<String> ALBUM =
      List.of("TALB", "ALBUM", "\u00a9alb", "WM/AlbumTitle", "INFO:IPRD");

  /** Programs do not agree on what the field is called where the format does not say. */
  private static final List<String> ALBUM_ARTIST =
      named("TPE2", "aART", "WM/AlbumArtist", "ALBUMARTIST", "ALBUM ARTIST", "ALBUM_ARTIST");

  private static final List<String> COMPILATION =
      named("TCMP", "cpil", "WM/IsCompilation", "COMPILATION", "ITUNESCOMPILATION");

  private static final List<String> DATE =
      List.of("TDRC", "TYER", "DATE", "YEAR", "\u00a9day", "WM/Year", "INFO:ICRD");

  private static final Set<String> YES = Set.of("1", "true", "yes");
  private static final Pattern YEAR = Pattern.compile("(?<!\\d)[1-9]\\d{3}(?!\\d)");

  /** Stands where bytes are no UTF-8: FFmpeg's text, read as an old program's, says more. */
  private static final char UNREADABLE = '\ufffd';

  private final FfmpegTags labels;
  private final @Nullable Tags tags;

  private TagReader(FfmpegTags labels, @Nullable Tags tags) {
    this.labels = labels;
    this.tags = tags;
  }

  /** Keys, and those of them that may also be fields of one's own in ID3 and MP4. */
  private static List<String> named(String... keys) {
    return Stream.concat(
            Stream.of(keys),
            Stream.of(keys)
                .flatMap(key -> Stream.of("TXXX:" + key, "----:com.apple.iTunes:" + key)))
        .toList();
  }

  /**
   * @param labels what FFmpeg reads of the same file
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

  /** The values of the first of these keys that has any. */
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

  /** A semicolon parts values only where the format has nothing better for that. */
  private List<String> separated(List<String> values) {
    boolean parted = tags != null && !tags.partsValues() && values.size() == 1;
    return (parted ? Stream.of(values.get(0).split(";")) : values.stream())
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .toList();
  }

  /**
   * What a person says. What this program wrote there is its own opinion, and none of a person; of
   * several that it wrote, some formats give the first only.
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
