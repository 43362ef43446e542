package io.musicreclass.organize;

import java.util.List;

/**
 * The values to write into a song's tags: its genres, and fields {@code RECLASS_*} about the
 * verdict.
 *
 * @param genres one or two, the main one first
 * @param verdict the genre of this song's own verdict, whatever its album's genre is
 * @param confidence in that verdict, 0 to 1
 * @param stage position of the stage that ended the vote, from 1
 * @param replacing whether a genre written by a person is also replaced
 */
record TagValues(
    List<String> genres, String verdict, double confidence, int stage, boolean replacing) {
  public TagValues {
    genres = List.copyOf(genres);
  }

  /** All genres as one text. */
  String genre() {
    return String.join(Tagger.SEPARATOR, genres);
  }
}
