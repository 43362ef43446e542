package io.musicreclass.pipeline;

import io.musicreclass.decode.Decoded;
import io.musicreclass.models.Card;
import io.musicreclass.track.Excerpt;
import io.musicreclass.track.Pcm;
import java.time.Duration;

/**
 * The part of a song that a model listens to, as its card says.
 *
 * @param longest the most of a song that a model of whole songs listens to: its middle
 */
record Part(Card card, Duration longest) {
  /** The samples: at the song's own rate where the card names none, else mono at its rate. */
  Pcm of(Decoded.Audio song) {
    Excerpt excerpt = card.excerpt();
    double limit = longest.toMillis() / 1000.0;
    if (excerpt.seconds() > limit && song.seconds() > limit) {
      excerpt = new Excerpt(Excerpt.Part.MIDDLE, limit);
    }
    return card.sampleRate() == 0 ? song.pcm(excerpt) : song.mono(excerpt, card.sampleRate());
  }
}
