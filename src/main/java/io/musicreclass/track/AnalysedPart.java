package io.musicreclass.track;

/**
 * The part of a song that a stage analysed, where that is not simply the part its model's card
 * names: the song was silent there, its channels cancelled each other, or it has little sound.
 *
 * @param fromSeconds where it begins in the song
 * @param soundSeconds how much of it sounds
 * @param channel the only channel that was analysed, from 1; 0: all of them
 */
public record AnalysedPart(double fromSeconds, double soundSeconds, int channel) {
  /** With less sound than this a verdict is never sure. */
  public static final double MIN_SOUND_SECONDS = 3;

  /** Why such a verdict is unsure. */
  public static final String TOO_LITTLE_SOUND = "too little sound";

  /** Whether it has too little sound for a verdict to be sure. */
  public boolean isTooShort() {
    return soundSeconds < MIN_SOUND_SECONDS;
  }
}
