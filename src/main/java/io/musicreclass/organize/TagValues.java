package io.musicreclass.organize;

import java.util.List;

/**
 * The values to write into a song's tags: its genres, and fields {@code RECLASS_*} about the
 * verdict.
 *
 * @param genres one or two, the first before the other
 * @param verdict the genre of the verdict on this song alone
 * @param confidence in that verdict, 0 to 1
 * @param stage position of the stage that ended the vote, from 1
 * @param replacing whether a genre that a person wrote is replaced, too
 */
record TagValues(
    List<String> genres, String verdict, double confidence, int stage, boolean replacing) {
  public TagValues {
    genres = List.copyOf(genres);
  }

  /** All genres, one after the other. */
  String genre() {
    return String.join(Tagger.BETWEEN, genres);
  }
}
