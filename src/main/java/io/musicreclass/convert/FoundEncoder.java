package io.musicreclass.convert;

import io.musicreclass.convert.network.Encoder;
import io.musicreclass.models.Card;
import io.musicreclass.models.Kind;
import io.musicreclass.track.Excerpt;
import java.util.Optional;

/**
 * An encoder found in a checkpoint, and the defaults of the package it becomes (DESIGN section 8).
 *
 * @param title for people
 * @param name of the package, unless the user gives another
 * @param sampleRate Hz
 * @param excerpt the longest part of a song that its front end takes
 * @param pooling how its tokens or frames become one embedding
 * @param axis size that an axis of variable size has in the test run
 */
record FoundEncoder(
    Encoder encoder,
    Kind kind,
    String title,
    String name,
    String licence,
    int sampleRate,
    Excerpt excerpt,
    Card.FrontEnd frontEnd,
    String pooling,
    int axis) {
  static final Excerpt FIRST_30_SECONDS = new Excerpt(Excerpt.Part.START, 30);

  /**
   * The part of a song that the package analyses.
   *
   * @param requested by the user; empty: the default
   * @throws IllegalArgumentException for one longer than the front end takes, the rest of which
   *     would be dropped silently
   */
  Excerpt excerpt(Optional<Excerpt> requested) {
    Excerpt wanted = requested.orElse(excerpt);
    if (wanted.seconds() > excerpt.seconds()) {
      throw new IllegalArgumentException(
          "--excerpt "
              + wanted
              + " is longer than the input of "
              + title
              + ": use start:30 or middle:30 at most");
    }
    return wanted;
  }
}
