package io.musicreclass.ledger.rows;

import io.musicreclass.track.SongFile;
import io.musicreclass.track.TrackId;
import java.util.List;
import java.util.Optional;

/**
 * A file whose song has a verdict, and the genres by which it is tagged and sorted: a person's,
 * else its album's, else the verdict's.
 *
 * @param row number of the file in the ledger
 * @param genres for the tags, one or two; the first is that of the folder
 * @param verdict the genre that holds for this song alone: a person's, else the vote's
 * @param confidence in that verdict, 0 to 1
 * @param stage position of the stage that ended the vote, from 1
 * @param sure whether that verdict is; a person's always is
 * @param album what its album says of the folder's genre; empty where it is of no album of several
 *     songs, or where a person's genre holds
 * @param waiting whether it waits for a sure genre since it was last looked at
 * @param handled the genre by which it was tagged or sorted last
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
    Optional<String> handled) {
  /** Sums of shares are not exact to the last bit. */
  private static final double ROUNDING = 1e-9;

  public OrganizeCandidate {
    genres = List.copyOf(genres);
  }

  /** That of the folder. */
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
