package io.musicreclass.decode;

import io.musicreclass.track.MonoForm;
import java.io.IOException;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/** One channel, resampled: {@code round(n * to / from)} samples for n input samples. */
final class ResampledChunks implements Chunks {
  private final Chunks source;
  private final Resampler resampler;
  private final int from;
  private final int to;
  private long read;
  private long given;
  private boolean ended;

  ResampledChunks(Chunks source, int from, int to, MonoForm form) {
    this.source = source;
    this.from = from;
    this.to = to;
    this.resampler = new Resampler(from, to, form);
  }

  @Override
  public @Nullable FloatBuffer next() throws IOException {
    while (!ended) {
      FloatBuffer in = source.next();
      FloatBuffer out;
      if (in == null) {
        ended = true;
        long due = Math.round((double) read * to / from) - given;
        out = resampler.finish((int) due);
      } else {
        read += in.remaining();
        out = resampler.convert(in);
      }
      given += out.remaining();
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
