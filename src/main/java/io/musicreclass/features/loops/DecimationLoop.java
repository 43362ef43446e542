package io.musicreclass.features.loops;

/** A filter that computes only the outputs that are kept (polyphase). */
public interface DecimationLoop extends AutoCloseable {
  /** Most outputs of a call. */
  int MOST = 4096;

  /**
   * Filters: {@code out[i] = sum of taps[j] * x[at + factor * i + j]}.
   *
   * @param count number of outputs, at most {@link #MOST}
   */
  void filter(float[] x, int at, int count, float[] out);

  @Override
  void close();
}
