package io.musicreclass.engine;

import java.util.List;

/** A loaded network with one float32 input and one float32 output. Thread-safe. */
public interface Network extends AutoCloseable {
  /**
   * Runs the network.
   *
   * @param input row-major; not modified
   * @param shape of the input, its product being the input's length
   * @return the output, row-major, a copy
   * @throws IllegalArgumentException if the shape does not fit the input or the network
   * @throws IllegalStateException if the network is closed, or its run failed
   */
  float[] run(float[] input, long... shape);

  /** Sizes of the input's axes; -1 for any size. */
  List<Long> inputShape();

  /** Sizes of the output's axes; -1 where they depend on the input. */
  List<Long> outputShape();

  /** Frees the network; a second call does nothing. Waits for runs in other threads. */
  @Override
  void close();
}
