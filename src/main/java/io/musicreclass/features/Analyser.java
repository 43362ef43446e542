package io.musicreclass.features;

import io.musicreclass.features.loops.FrameLoop;

/** Analyses blocks of frames. Not thread-safe. */
final class Analyser implements AutoCloseable {
  private final FrameLoop loop;

  /** An analyser that closes the loop. */
  Analyser(FrameLoop loop) {
    this.loop = loop;
  }

  /**
   * Analyses a block.
   *
   * @param keep whether to keep the power spectra for the chroma
   */
  SpectralBlock analyse(FrameBlock frames, boolean keep) {
    return new SpectralBlock(frames, loop.analyse(frames.samples, frames.count, keep));
  }

  @Override
  public void close() {
    loop.close();
  }
}
