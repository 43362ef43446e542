package io.musicreclass.decode;

import java.io.IOException;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/** One channel, resampled. */
final class ResampledChunks implements Chunks {
  private final Chunks source;
  private final Resampler resampler;
  private boolean ended;

  ResampledChunks(Chunks source, Resampler resampler) {
    this.source = source;
    this.resampler = resampler;
  }

  @Override
  public @Nullable FloatBuffer next() throws IOException {
    while (!ended) {
      FloatBuffer in = source.next();
      ended = in == null;
      FloatBuffer out = in == null ? resampler.finish() : resampler.convert(in);
      if (out.hasRemaining()) {
        return out;
      }
    }
    return null;
  }

  @Override
  public void close() {
    resampler.close();
    source.close();
  }
}
