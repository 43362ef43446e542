package io.musicreclass.track;

import java.io.Closeable;
import java.io.IOException;

/**
 * Audio that is read in blocks, repeatedly if needed; a long song is never held in memory as a
 * whole. Samples of integer formats lie in [-1, 1): integer value / 2^(bits-1). Float formats may
 * exceed this range.
 */
public interface Pcm {
  /** Sample rate in Hz. */
  int sampleRate();

  /** Number of channels, interleaved in the blocks in the order of the file. */
  int channels();

  /**
   * Starts a new pass from the first sample. Passes are independent of each other.
   *
   * @throws IOException if the audio can no longer be opened (file deleted, medium removed)
   */
  Pass open() throws IOException;

  /** One reading from the first sample to the last. Not thread-safe. */
  interface Pass extends Closeable {
    /**
     * Reads the next samples, interleaved, from the start of {@code block}. Blocks are full except
     * the last one.
     *
     * @param block holds at least one frame (one sample of each channel)
     * @return frames read, 1 to {@code block.length / channels()}; -1 at the end
     */
    int read(float[] block) throws IOException;

    @Override
    void close();
  }

  /**
   * Audio held in memory.
   *
   * @param samples interleaved; not copied, so the caller must not modify the array
   */
  static Pcm of(int sampleRate, int channels, float[] samples) {
    return new MemoryPcm(sampleRate, channels, samples);
  }
}
