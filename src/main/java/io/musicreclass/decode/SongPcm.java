package io.musicreclass.decode;

import io.musicreclass.track.Excerpt;
import io.musicreclass.track.Pcm;
import java.io.IOException;

/** An excerpt of a song at its own rate and channels. */
record SongPcm(Song song, Excerpt excerpt) implements Pcm {
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
    return new ChunkPass(SongReader.open(song, excerpt), song.channels());
  }
}
