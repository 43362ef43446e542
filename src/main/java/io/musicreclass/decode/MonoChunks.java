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
  private final Mix mix;
  private final float[] block;

  MonoChunks(Pcm.Pass pass, int channels, MonoForm form) {
    this.pass = pass;
    this.mix = new Mix(channels, form);
    this.block = new float[FRAMES * channels];
  }

  /** How frames of several channels become samples. */
  record Mix(int channels, MonoForm form) {
    /** Mixes frames; the target may be the array of the frames itself. */
    void of(float[] block, int frames, float[] mono) {
      boolean louder = form == MonoForm.FFMPEG && channels == 2;
      double factor = louder ? Math.sqrt(0.5) : 1.0 / channels;
      if (channels == 1) {
        System.arraycopy(block, 0, mono, 0, frames);
      } else if (channels == 2) {
        for (int i = 0; i < frames; i++) { // the same as below, in a third of the time
          mono[i] = (float) (((double) block[2 * i] + block[2 * i + 1]) * factor);
        }
      } else {
        for (int i = 0; i < frames; i++) {
          double sum = 0;
          for (int c = 0; c < channels; c++) {
            sum += block[i * channels + c];
          }
          mono[i] = (float) (sum * factor);
        }
      }
    }
  }

  @Override
  public @Nullable FloatBuffer next() throws IOException {
    int frames = pass.read(block);
    if (frames < 0) {
      return null;
    }
    mix.of(block, frames, block);
    return FloatBuffer.wrap(block, 0, frames);
  }

  @Override
  public void close() {
    pass.close();
  }
}
