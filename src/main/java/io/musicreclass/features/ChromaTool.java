package io.musicreclass.features;

import io.musicreclass.features.loops.ChromaLoop;
import io.musicreclass.features.loops.FrameValues.Power;
import io.musicreclass.features.loops.Loops;

/** Computes the chroma of blocks of frames (SPEC section 8). Not thread-safe. */
final class ChromaTool implements AutoCloseable {
  private final ChromaLoop loop;

  /** A tool that closes the loop. */
  ChromaTool(ChromaLoop loop) {
    this.loop = loop;
  }

  /** Fills the rows for a block's frames, from stored power spectra, which it frees. */
  void fill(double[][] rows, int first, int count, Power kept) {
    try (kept) {
      copy(loop.of(kept), rows, first, count);
    }
  }

  /** Fills the rows for a block's frames, from samples. */
  void fill(double[][] rows, FrameBlock frames) {
    copy(loop.of(frames.samples, frames.count), rows, frames.first, frames.count);
  }

  private static void copy(double[] chroma, double[][] rows, int first, int count) {
    for (int c = 0; c < rows.length; c++) {
      System.arraycopy(chroma, c * Loops.LANES, rows[c], first, count);
    }
  }

  @Override
  public void close() {
    loop.close();
  }
}
