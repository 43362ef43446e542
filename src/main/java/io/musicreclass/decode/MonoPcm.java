package io.musicreclass.decode;

import io.musicreclass.track.Pcm;
import java.io.IOException;

/** The arithmetic mean of the channels of other audio, resampled. */
record MonoPcm(Pcm source, int sampleRate) implements Pcm {
  MonoPcm {
    if (sampleRate < 1000 || sampleRate > 1_000_000) {
      throw new IllegalArgumentException("No sample rate to resample to: " + sampleRate + " Hz");
    }
  }

  @Override
  public int channels() {
    return 1;
  }

  @Override
  public Pass open() throws IOException {
    Pass pass = source.open();
    Chunks mean = new MeanChunks(pass, source.channels());
    return new ChunkPass(
        source.sampleRate() == sampleRate
            ? mean
            : new ResampledChunks(mean, source.sampleRate(), sampleRate),
        1);
  }
}
