package io.musicreclass.decode;

import io.musicreclass.track.MonoForm;
import io.musicreclass.track.Pcm;
import java.io.IOException;

/** Other audio as one channel, resampled. */
record MonoPcm(Pcm source, int sampleRate, MonoForm form) implements Pcm {
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
    Chunks mono = new MonoChunks(source.open(), source.channels(), form);
    Chunks chunks =
        source.sampleRate() == sampleRate
            ? mono
            : new ResampledChunks(mono, new Resampler(source.sampleRate(), sampleRate, form));
    return chunks.inBlocks(1);
  }
}
