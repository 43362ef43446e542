package io.musicreclass.track;

import java.io.Closeable;
import java.io.IOException;

/**
 * Audio as a source of blocks that can be read more than once, so that a long song never has to be
 * in memory whole. A sample lies in [-1, 1) when its source is an integer format: integer value /
 * 2^(bits-1); float formats may exceed it.
 */
public interface Pcm {
  /** Sample rate in Hz. */
  int sampleRate();

  /** Number of channels, interleaved in the blocks in the order of the file. */
  int channels();

  /**
   * Starts a new pass from the first sample. Passes are independent of each other.
   *
   * @throws IOException when the audio cannot be opened any more (file gone, medium removed)
   */
  Pass open() throws IOException;

  /** One reading from the first sample to the last. Not for use by two threads. */
  interface Pass extends Closeable {
    /**
     * Reads the next samples, interleaved, from the start of {@code block}. Blocks are full except
     * the last one.
     *
     * @param block room for at least one frame (one sample of each channel)
     * @return frames read, 1 to {@code block.length / channels()}; -1 at the end
     */
    int read(float[] block) throws IOException;

    @Override
    void close();
  }

  /**
   * Samples held in memory.
   *
   * @param samples interleaved; copied neither here nor later, so the caller must not change it
   */
  static Pcm of(int sampleRate, int channels, float[] samples) {
    return new MemoryPcm(sampleRate, channels, samples);
  }
}
