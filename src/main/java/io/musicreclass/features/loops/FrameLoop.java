package io.musicreclass.features.loops;

/** Computes everything from the spectra of frames while they are in the CPU cache. */
public interface FrameLoop extends AutoCloseable {
  /**
   * Analyses a block of frames.
   *
   * @param samples frame j begins at {@code samples[Loops.HOP * j]}
   * @param count number of frames, at most {@link Loops#LANES}
   * @param keep whether to keep the power spectra
   */
  FrameValues analyse(float[] samples, int count, boolean keep);

  /** The magnitudes of the spectra alone: {@link Loops#BINS} rows. */
  float[] magnitudes(float[] samples, int count);

  @Override
  void close();
}
