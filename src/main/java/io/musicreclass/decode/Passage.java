package io.musicreclass.decode;

import io.musicreclass.track.Excerpt;

/**
 * A stretch of a song, of all its channels or of one.
 *
 * @param first its first frame
 * @param frames how many; {@link Long#MAX_VALUE}: all there are
 * @param channel from 0; {@link #ALL}: all of them
 */
public record Passage(long first, long frames, int channel) {
  /** Every channel. */
  public static final int ALL = -1;

  static Passage of(Excerpt excerpt, Song song) {
    int rate = song.sampleRate();
    // What a full decode gives is full, even if the count should be wrong.
    return excerpt.part() == Excerpt.Part.FULL
        ? new Passage(0, Long.MAX_VALUE, ALL)
        : new Passage(
            excerpt.firstFrame(song.frames(), rate), excerpt.frames(song.frames(), rate), ALL);
  }

  /** Whether it goes to the song's end, wherever that is. */
  public boolean isWhole() {
    return frames == Long.MAX_VALUE;
  }
}
