package io.musicreclass.features.loops;

import io.musicreclass.features.loops.FrameValues.Power;

/** Chroma before any normalisation (SPEC section 8): twelve rows, rewritten by each call. */
public interface ChromaLoop extends AutoCloseable {
  /** The chroma of power spectra that were kept. */
  double[] of(Power power);

  /** The chroma of frames like those of {@link FrameLoop#analyse}. */
  double[] of(float[] samples, int count);

  @Override
  void close();
}
