package io.musicreclass.decode;

import io.musicreclass.track.Pcm;
import java.io.IOException;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/** The arithmetic mean of the channels of another pass. */
final class MeanChunks implements Chunks {
  private static final int FRAMES = 4096;

  private final Pcm.Pass pass;
  private final int channels;
  private final float[] block;

  MeanChunks(Pcm.Pass pass, int channels) {
    this.pass = pass;
    this.channels = channels;
    this.block = new float[FRAMES * channels];
  }

  @Override
  public @Nullable FloatBuffer next() throws IOException {
    int frames = pass.read(block);
    if (frames < 0) {
      return null;
    }
    for (int i = 0; channels > 1 && i < frames; i++) {
      double sum = 0;
      for (int c = 0; c < channels; c++) {
        sum += block[i * channels + c];
      }
      block[i] = (float) (sum / channels);
    }
    return FloatBuffer.wrap(block, 0, frames);
  }

  @Override
  public void close() {
    pass.close();
  }
}
