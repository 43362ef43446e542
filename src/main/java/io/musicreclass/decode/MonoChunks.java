package io.musicreclass.decode;

import io.musicreclass.track.MonoForm;
import io.musicreclass.track.Pcm;
import java.io.IOException;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/** The channels of another pass as one. */
final class MonoChunks implements Chunks {
  private static final int FRAMES = 4096;

  private final Pcm.Pass pass;
  private final int channels;
  private final double factor;
  private final float[] block;

  MonoChunks(Pcm.Pass pass, int channels, MonoForm form) {
    this.pass = pass;
    this.channels = channels;
    boolean louder = form == MonoForm.FFMPEG && channels == 2;
    this.factor = louder ? Math.sqrt(0.5) : 1.0 / channels;
    this.block = new float[FRAMES * channels];
  }

  @Override
  public @Nullable FloatBuffer next() throws IOException {
    int frames = pass.read(block);
    if (frames < 0) {
      return null;
    }
    if (channels == 2) {
      for (int i = 0; i < frames; i++) { // the same as below, in a third of the time
        block[i] = (float) (((double) block[2 * i] + block[2 * i + 1]) * factor);
      }
    } else if (channels > 2) {
      mix(frames);
    }
    return FloatBuffer.wrap(block, 0, frames);
  }

  private void mix(int frames) {
    for (int i = 0; i < frames; i++) {
      double sum = 0;
      for (int c = 0; c < channels; c++) {
        sum += block[i * channels + c];
      }
      block[i] = (float) (sum * factor);
    }
  }

  @Override
  public void close() {
    pass.close();
  }
}
