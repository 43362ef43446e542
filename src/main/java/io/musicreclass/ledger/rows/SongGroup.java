package io.musicreclass.ledger.rows;

import io.musicreclass.track.TrackId;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The songs of an album or an artist. Files belong to one album if they are in the same folder and
 * have the same album and album artist tags.
 *
 * @param position where the next page begins
 * @param title of the album, or name of the artist, as one of the files has it
 * @param artist of the album; null for various ones, and for an artist
 * @param folder of the album; null for an artist
 * @param songs number of its songs with a verdict
 * @param genre the one of most songs; of equal ones the first by name
 * @param agreeing number of songs of this genre
 * @param track one of its songs
 */
public record SongGroup(
    String position,
    String title,
    @Nullable String artist,
    @Nullable Path folder,
    int songs,
    String genre,
    int agreeing,
    TrackId track) {
  /** What songs have in common. */
  public enum By {
    ALBUM,
    ARTIST
  }
}
