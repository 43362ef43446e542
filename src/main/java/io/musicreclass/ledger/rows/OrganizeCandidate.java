package io.musicreclass.ledger.rows;

import io.musicreclass.track.MusicTag;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.TrackId;
import java.util.List;
import java.util.Optional;

/**
 * A file whose song has a verdict, and the genres by which it is tagged and sorted: a person's,
 * otherwise its album's, otherwise the verdict's.
 *
 * @param row the file's row number in the ledger
 * @param genres one or two for the tags; the first is also used for the folder
 * @param verdict the genre of this song alone: a person's, otherwise the vote's
 * @param confidence in that verdict, 0 to 1
 * @param stage position of the stage that ended the vote, from 1
 * @param sure whether that verdict is sure; a person's always is
 * @param album the album's share of the folder's genre; empty if it is not on an album of several
 *     songs, or has a person's genre
 * @param waiting whether it waits for a sure genre
 * @param tags what the networks say of the song besides the genre, the most probable first
 * @param handled the genre by which it was last tagged or sorted
 */
public record OrganizeCandidate(
    long row,
    SongFile file,
    TrackId id,
    List<String> genres,
    String verdict,
    double confidence,
    int stage,
    boolean sure,
    Optional<AlbumGenre> album,
    boolean waiting,
    List<MusicTag> tags,
    Optional<String> handled) {
  /** Tolerance for rounding errors in sums of shares. */
  private static final double ROUNDING = 1e-9;

  public OrganizeCandidate {
    genres = List.copyOf(genres);
    tags = List.copyOf(tags);
  }

  /** The genre of the folder. */
  public String genre() {
    return genres.get(0);
  }

  /**
   * Whether the genre of the folder is sure: the album's share of it reaches the threshold, or the
   * song's own verdict is sure and says the same.
   *
   * @param threshold 0 to 1
   */
  public boolean isSure(double threshold) {
    return album.filter(all -> all.share() >= threshold - ROUNDING).isPresent()
        || (sure && verdict.equals(genre()));
  }
}
