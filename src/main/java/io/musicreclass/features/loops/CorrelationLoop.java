package io.musicreclass.features.loops;

/** The magnitudes of one octave of the constant-Q transform (SPEC section 4.4). */
public interface CorrelationLoop extends AutoCloseable {
  /**
   * Twelve rows, rewritten by each call.
   *
   * @param samples frame j begins at {@code samples[hop * j]}
   * @param count number of frames, at most {@link Loops#LANES}
   */
  double[] magnitudes(float[] samples, int count);

  @Override
  void close();
}
