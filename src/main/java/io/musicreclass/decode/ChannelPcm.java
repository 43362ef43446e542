package io.musicreclass.decode;

import io.musicreclass.track.Pcm;
import java.io.IOException;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/** One channel of multi-channel audio. */
record ChannelPcm(Pcm source, int channel) implements Pcm {
  private static final int FRAMES = 4096;

  @Override
  public int sampleRate() {
    return source.sampleRate();
  }

  @Override
  public int channels() {
    return 1;
  }

  @Override
  public Pass open() throws IOException {
    return new Picked(source.open(), source.channels(), channel).inBlocks(1);
  }

  private static final class Picked implements Chunks {
    private final Pass pass;
    private final int channels;
    private final int channel;
    private final float[] block;

    Picked(Pass pass, int channels, int channel) {
      this.pass = pass;
      this.channels = channels;
      this.channel = channel;
      this.block = new float[FRAMES * channels];
    }

    @Override
    public @Nullable FloatBuffer next() throws IOException {
      int frames = pass.read(block);
      if (frames < 0) {
        return null;
      }
      for (int i = 0; i < frames; i++) {
        block[i] = block[i * channels + channel];
      }
      return FloatBuffer.wrap(block, 0, frames);
    }

    @Override
    public void close() {
      pass.close();
    }
  }
}
