package io.musicreclass.decode;

import io.musicreclass.track.Pcm;
import java.io.IOException;

/** A passage of a song at its own rate, always with all channels. */
record SongPcm(Song song, Passage passage) implements Pcm {
  @Override
  public int sampleRate() {
    return song.sampleRate();
  }

  @Override
  public int channels() {
    return song.channels();
  }

  @Override
  public Pass open() throws IOException {
    return SongReader.open(song, passage).inBlocks(song.channels());
  }
}
