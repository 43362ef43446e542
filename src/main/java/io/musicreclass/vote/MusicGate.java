package io.musicreclass.vote;

import io.musicreclass.track.Embedding;
import java.util.List;
import java.util.Optional;

/**
 * Tells music and speech from other sounds by AudioSet's classes (Gemmeke et al. 2017). A song is
 * music if the logit of Music is high, or far above the highest of the classes that are neither
 * music nor voice; otherwise it is speech if a class of speech is above all of those.
 *
 * <p>The numbers were fixed on five songs (Music 1.2 to 2.0, at least 5.0 above the others), on
 * synthetic speech in three voices (Speech 0.8 to 1.4, at least 4.2 above the others) and on
 * generated noise, tones, chirps and hum (Music at most -0.4, at most 2.7 above the others).
 */
public final class MusicGate {
  /** What a song is. */
  enum Sound {
    MUSIC,
    SPEECH,
    OTHER
  }

  /** Music: its logit. */
  private static final double MUSIC = 1;

  /** Music: how far its logit is above the highest of the others. */
  private static final double MARGIN = 3;

  /** Speech: its logit. */
  private static final double SPEECH = -1;

  private static final int CLASSES = 527;
  private static final int FIRST_MUSIC = 137;
  private static final int LAST_MUSIC = 282;

  /** The classes before are speech, those up to the next are shouts and laughter. */
  private static final int LAST_SPEECH = 7;

  private static final int FIRST_SINGING = 24;
  private static final int LAST_SINGING = 37;

  private final int offset;

  private MusicGate(int offset) {
    this.offset = offset;
  }

  /**
   * The gate of an encoder that scores AudioSet's classes; empty for others.
   *
   * @param names of its classes, in order
   * @param offset of their logits in its output
   */
  public static Optional<MusicGate> of(List<String> names, int offset) {
    return names.size() == CLASSES
            && names.get(FIRST_MUSIC).equals("Music")
            && names.get(LAST_MUSIC).equals("Scary music")
        ? Optional.of(new MusicGate(offset))
        : Optional.empty();
  }

  /**
   * What a song is.
   *
   * @param output of the encoder: mean logits over the song
   */
  Sound sound(Embedding output) {
    float[] values = output.toArray();
    if (values.length != offset + CLASSES) {
      return Sound.MUSIC; // stored by another encoder
    }
    double music = values[offset + FIRST_MUSIC];
    double speech = Double.NEGATIVE_INFINITY;
    double other = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < CLASSES; i++) {
      if (i <= LAST_SPEECH) {
        speech = Math.max(speech, values[offset + i]);
      } else if (isOther(i)) {
        other = Math.max(other, values[offset + i]);
      }
    }
    if (music >= MUSIC || music - Math.max(other, speech) >= MARGIN) {
      return Sound.MUSIC;
    }
    return speech >= SPEECH && speech > other ? Sound.SPEECH : Sound.OTHER;
  }

  private static boolean isOther(int index) {
    return index < FIRST_SINGING
        || (index > LAST_SINGING && index < FIRST_MUSIC)
        || index > LAST_MUSIC;
  }
}
