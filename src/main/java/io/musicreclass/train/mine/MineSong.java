package io.musicreclass.train.mine;

import io.musicreclass.track.StageResult;
import io.musicreclass.train.data.LabelledData;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A song of known genre.
 *
 * @param artist in a form in which spellings are equal; the song's name if it is not known
 * @param track key of the song in the database; 0 if it is not there
 * @param results of the stages, if it is not in the database
 */
record MineSong(String name, String genre, String artist, long track, List<StageResult> results) {
  /** One artist in so many is held out. */
  private static final int HELD_OUT = 5;

  MineSong {
    results = List.copyOf(results);
  }

  /** A song of a data set. */
  static MineSong of(LabelledData.Row row, long track, List<StageResult> results) {
    String artist = row.group().isEmpty() ? row.name() : row.group();
    return new MineSong(row.name(), row.genre(), artist, track, results);
  }

  /** A number that depends on the artist only, in every run and on every machine. */
  long artistNumber() {
    CRC32C hash = new CRC32C();
    hash.update(artist.getBytes(StandardCharsets.UTF_8));
    return hash.getValue();
  }

  /**
   * Whether its artist is held out: the same ones each time, so that a head of an earlier training
   * does not know them either.
   */
  boolean isHeldOut() {
    return artistNumber() % HELD_OUT == 0;
  }
}
