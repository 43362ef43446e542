package io.musicreclass.organize;

import java.util.List;

/**
 * The values to write into a song's tags: its genres, styles and moods, and fields {@code
 * RECLASS_*} about the verdict.
 *
 * @param genres none, or one or two, the main one first
 * @param styles the most probable first
 * @param moods the most probable first
 * @param verdict the genre of this song's own verdict, whatever its album's genre is
 * @param confidence in that verdict, 0 to 1
 * @param stage position of the stage that ended the vote, from 1
 * @param replacing whether a genre written by a person is also replaced
 */
record TagValues(
    List<String> genres,
    List<String> styles,
    List<String> moods,
    String verdict,
    double confidence,
    int stage,
    boolean replacing) {
  public TagValues {
    genres = List.copyOf(genres);
    styles = List.copyOf(styles);
    moods = List.copyOf(moods);
  }

  /** Genres only. */
  TagValues(List<String> genres, String verdict, double confidence, int stage, boolean replacing) {
    this(genres, List.of(), List.of(), verdict, confidence, stage, replacing);
  }

  /** All genres as one text. */
  String genre() {
    return String.join(Tagger.SEPARATOR, genres);
  }
}
