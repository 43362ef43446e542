package io.musicreclass.track;

/**
 * The part of a song that a stage analysed, where it differs from the excerpt in its model's card:
 * the song was silent there, its channels cancelled each other, or it has little sound.
 *
 * @param fromSeconds start in the song
 * @param soundSeconds seconds of it that are not silent
 * @param channel the only channel analysed, from 1; 0 for the mean of all
 */
public record AnalysedPart(double fromSeconds, double soundSeconds, int channel) {
  /** A verdict on less sound than this is never sure. */
  public static final double MIN_SOUND_SECONDS = 3;

  /** Reason given for such an unsure verdict. */
  public static final String TOO_LITTLE_SOUND = "too little sound";

  /** Whether it has too little sound for a sure verdict. */
  public boolean lacksSound() {
    return soundSeconds < MIN_SOUND_SECONDS;
  }
}
