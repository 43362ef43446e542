package io.musicreclass.track;

import java.text.Normalizer;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A song's tags. As tags are untrusted, texts are normalised (NFC), control characters become
 * spaces, and texts are truncated to {@link #MAX_LENGTH} characters. A missing text is empty.
 *
 * @param artists artists in order, at most {@link #MAX_VALUES}
 * @param genres genres in order, as written, at most {@link #MAX_VALUES}
 * @param year null if missing
 * @param compilation whether the album is tagged as a compilation
 */
public record SongTags(
    String title,
    List<String> artists,
    String album,
    String albumArtist,
    List<String> genres,
    @Nullable Integer year,
    boolean compilation) {
  /** Album artist of a compilation that names none itself. */
  private static final String VARIOUS = "Various Artists";

  private static final String SEPARATOR = "; ";

  private static final Pattern BLANKS =
      Pattern.compile("[\\p{Cntrl}\\x80-\\x9f\\p{Zs}\\p{Zl}\\p{Zp}]+");

  /** Maximum length of a text in characters. */
  public static final int MAX_LENGTH = 500;

  /** Maximum number of artists and of genres. */
  public static final int MAX_VALUES = 20;

  /** A file without tags. */
  public static final SongTags NONE = new SongTags("", "", "", "", "", null);

  public SongTags {
    title = clean(title);
    artists = clean(artists);
    album = clean(album);
    albumArtist = clean(albumArtist);
    genres = clean(genres);
    if (year != null && (year < 1 || year > 9999)) {
      throw new IllegalArgumentException("Not a year: " + year);
    }
  }

  /** Tags with at most one artist and genre; an empty text means none. */
  public SongTags(
      String title,
      String artist,
      String album,
      String albumArtist,
      String genre,
      @Nullable Integer year) {
    this(title, List.of(artist), album, albumArtist, List.of(genre), year, false);
  }

  /** All artists in one text; empty if there is none. */
  public String artist() {
    return String.join(SEPARATOR, artists);
  }

  /** All genres in one text; empty if there is none. */
  public String genre() {
    return String.join(SEPARATOR, genres);
  }

  /**
   * The artist for whom an album's folder is named: the album artist if tagged, otherwise "Various
   * Artists" for a compilation, otherwise the first artist; empty if there is none.
   */
  public String folderArtist() {
    if (!albumArtist.isEmpty()) {
      return albumArtist;
    }
    return compilation ? VARIOUS : artists.stream().findFirst().orElse("");
  }

  private static List<String> clean(List<String> values) {
    return values.stream()
        .map(SongTags::clean)
        .filter(value -> !value.isEmpty())
        .distinct()
        .limit(MAX_VALUES)
        .toList();
  }

  private static String clean(String text) {
    String part = text.length() > 2 * MAX_LENGTH ? text.substring(0, 2 * MAX_LENGTH) : text;
    String clean =
        BLANKS.matcher(Normalizer.normalize(part, Normalizer.Form.NFC)).replaceAll(" ").strip();
    if (clean.length() <= MAX_LENGTH) {
      return clean;
    }
    boolean splitsPair = Character.isHighSurrogate(clean.charAt(MAX_LENGTH - 1));
    return clean.substring(0, splitsPair ? MAX_LENGTH - 1 : MAX_LENGTH);
  }
}
