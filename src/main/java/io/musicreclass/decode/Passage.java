package io.musicreclass.decode;

import io.musicreclass.track.Excerpt;

/**
 * A section of a song, of all channels or of one.
 *
 * @param first number of its first frame
 * @param frames number of frames; {@link Long#MAX_VALUE}: to the end of the song
 * @param channel number of the channel from 0, or {@link #ALL}
 */
public record Passage(long first, long frames, int channel) {
  /** Every channel. */
  public static final int ALL = -1;

  static Passage of(Excerpt excerpt, Song song) {
    int rate = song.sampleRate();
    // A full decode is full even if the frame count is wrong.
    return excerpt.part() == Excerpt.Part.FULL
        ? new Passage(0, Long.MAX_VALUE, ALL)
        : new Passage(
            excerpt.firstFrame(song.frames(), rate), excerpt.frames(song.frames(), rate), ALL);
  }

  /** Whether this passage extends to the end of the song. */
  public boolean isWhole() {
    return frames == Long.MAX_VALUE;
  }
}
