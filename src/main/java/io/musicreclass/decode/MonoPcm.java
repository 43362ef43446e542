package io.musicreclass.decode;

import io.musicreclass.track.Pcm;
import java.io.IOException;

/** Another audio as the mean of its channels at another rate. */
record MonoPcm(Pcm source, int sampleRate) implements Pcm {
  @Override
  public int channels() {
    return 1;
  }

  @Override
  public Pass open() throws IOException {
    return source.open();
  }
}
