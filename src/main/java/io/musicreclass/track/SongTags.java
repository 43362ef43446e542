package io.musicreclass.track;

import java.text.Normalizer;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a file's own tags say of its song. Tags are written by anybody: texts are normalised (NFC),
 * control characters become spaces, and what is longer than {@link #MAX_LENGTH} characters is cut.
 * A text that is not tagged is empty.
 *
 * @param artists each tagged artist by itself, in order; at most {@link #MAX_VALUES}
 * @param genres each tagged genre as it stands, in order; at most {@link #MAX_VALUES}
 * @param year null where none is tagged
 * @param compilation whether the album is tagged as one of several artists
 */
public record SongTags(
    String title,
    List<String> artists,
    String album,
    String albumArtist,
    List<String> genres,
    @Nullable Integer year,
    boolean compilation) {
  /** The artist an album of several artists stands under where it names none itself. */
  private static final String VARIOUS = "Various Artists";

  private static final String BETWEEN = "; ";

  private static final Pattern BLANKS =
      Pattern.compile("[\\p{Cntrl}\\x80-\\x9f\\p{Zs}\\p{Zl}\\p{Zp}]+");

  /** The longest text that is kept, in characters. */
  public static final int MAX_LENGTH = 500;

  /** So many artists or genres of a song are kept. */
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

  /** Tags with one artist and one genre at most; an empty one is none. */
  public SongTags(
      String title,
      String artist,
      String album,
      String albumArtist,
      String genre,
      @Nullable Integer year) {
    this(title, List.of(artist), album, albumArtist, List.of(genre), year, false);
  }

  /** All artists in one text; empty where none is tagged. */
  public String artist() {
    return String.join(BETWEEN, artists);
  }

  /** All genres in one text; empty where none is tagged. */
  public String genre() {
    return String.join(BETWEEN, genres);
  }

  /**
   * The one artist that an album's folder is named by: the album's where tagged, the general one of
   * compilations, else the first of the song; empty where none is tagged.
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
    boolean torn = Character.isHighSurrogate(clean.charAt(MAX_LENGTH - 1));
    return clean.substring(0, torn ? MAX_LENGTH - 1 : MAX_LENGTH);
  }
}
