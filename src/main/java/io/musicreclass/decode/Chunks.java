package io.musicreclass.decode;

import io.musicreclass.track.Pcm;
import java.io.Closeable;
import java.io.IOException;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/** A source of samples that chooses the size of each chunk itself. */
interface Chunks extends Closeable {
  /** The next samples, interleaved, valid until the next call; null at the end. */
  @Nullable FloatBuffer next() throws IOException;

  @Override
  void close();

  /** These samples in blocks. */
  default Pcm.Pass inBlocks(int channels) {
    return new BlockPass(this, channels);
  }

  /** Reads full blocks from chunks of any size. */
  final class BlockPass implements Pcm.Pass {
    private final Chunks chunks;
    private final int channels;
    private @Nullable FloatBuffer chunk = FloatBuffer.allocate(0);
    private boolean closed;

    BlockPass(Chunks chunks, int channels) {
      this.chunks = chunks;
      this.channels = channels;
    }

    @Override
    public int read(float[] block) throws IOException {
      if (closed) {
        throw new IllegalStateException("The pass is closed");
      }
      int wanted = block.length / channels * channels;
      int n = 0;
      while (n < wanted && chunk != null) {
        int take = Math.min(wanted - n, chunk.remaining());
        chunk.get(block, n, take);
        n += take;
        if (!chunk.hasRemaining()) {
          chunk = chunks.next();
        }
      }
      return n == 0 ? -1 : n / channels;
    }

    @Override
    public void close() {
      closed = true;
      chunks.close();
    }
  }
}
