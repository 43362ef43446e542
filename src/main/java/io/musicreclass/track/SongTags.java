package io.musicreclass.track;

import java.text.Normalizer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a file's own tags say of its song. Tags are written by anybody: texts are normalised (NFC),
 * control characters become spaces, and what is longer than {@link #MOST} characters is cut. A text
 * that is not tagged is empty.
 *
 * @param year null where none is tagged
 */
public record SongTags(
    String title,
    String artist,
    String album,
    String albumArtist,
    String genre,
    @Nullable Integer year) {
  private static final Pattern BLANKS =
      Pattern.compile("[\\p{Cntrl}\\x80-\\x9f\\p{Zs}\\p{Zl}\\p{Zp}]+");

  /** The longest text that is kept, in characters. */
  public static final int MOST = 500;

  /** A file without tags. */
  public static final SongTags NONE = new SongTags("", "", "", "", "", null);

  public SongTags {
    title = clean(title);
    artist = clean(artist);
    album = clean(album);
    albumArtist = clean(albumArtist);
    genre = clean(genre);
    if (year != null && (year < 1 || year > 9999)) {
      throw new IllegalArgumentException("Not a year: " + year);
    }
  }

  /** The artist an album stands under: that of the album where tagged, else that of the song. */
  public String shelfArtist() {
    return albumArtist.isEmpty() ? artist : albumArtist;
  }

  private static String clean(String text) {
    String part = text.length() > 2 * MOST ? text.substring(0, 2 * MOST) : text;
    String clean =
        BLANKS.matcher(Normalizer.normalize(part, Normalizer.Form.NFC)).replaceAll(" ").strip();
    if (clean.length() <= MOST) {
      return clean;
    }
    boolean torn = Character.isHighSurrogate(clean.charAt(MOST - 1));
    return clean.substring(0, torn ? MOST - 1 : MOST);
  }
}
