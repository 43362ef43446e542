package io.musicreclass.ledger;

import io.musicreclass.track.SongFile;
import io.musicreclass.track.TrackId;
import java.util.List;

/**
 * A file whose song has a verdict, and the genres by which it is tagged and sorted: a person's,
 * else its album's, else the verdict's.
 *
 * @param row number of the file in the ledger
 * @param genres for the tags, one or two; the first is that of the folder
 * @param verdict the genre that holds for this song alone: a person's, else the vote's
 * @param confidence in that verdict, 0 to 1
 * @param stage position of the stage that ended the vote, from 1
 */
public record Heard(
    long row,
    SongFile file,
    TrackId id,
    List<String> genres,
    String verdict,
    double confidence,
    int stage) {
  public Heard {
    genres = List.copyOf(genres);
  }

  /** That of the folder. */
  public String genre() {
    return genres.get(0);
  }
}
