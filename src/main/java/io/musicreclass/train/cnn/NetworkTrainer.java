package io.musicreclass.train.cnn;

import io.musicreclass.convert.onnx.Weights;
import io.musicreclass.convert.read.ConvertException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A network that a deep-learning library can train; modules provide it as a service. */
public interface NetworkTrainer {
  /** Name of the network, such as {@code enhanced}. */
  String network();

  /**
   * A network of random weights.
   *
   * @param seed of the weights
   * @param folder where native libraries may be unpacked, once for all trainings
   * @throws IOException if the library cannot be used; says what to do
   */
  Session open(int genres, long seed, Path folder) throws IOException;

  /** A network that is trained. Spectrograms are in dB, 128 bands, row by row. Not thread-safe. */
  interface Session extends AutoCloseable {
    /** Begins an epoch, whose random numbers depend on this seed only. */
    void startEpoch(long seed);

    /**
     * Fits a batch.
     *
     * @param spectrograms of all songs, one after the other, of the same number of frames
     * @param labels the songs' genres
     * @param weights how much each song counts
     * @param rate of learning
     * @return the weighted mean cross-entropy before the step
     */
    double step(float[] spectrograms, int[] labels, float[] weights, double rate);

    /** The logits of some songs. */
    double[][] logits(float[] spectrograms, int songs);

    /** Divides all logits by a temperature from now on. */
    void soften(double temperature);

    /**
     * The weights by the names of PyTorch's state dict, and what the optimizer remembers by names
     * that begin with {@link #OPTIMIZER}.
     */
    Map<String, Weights> state();

    /** Sets what a map contains of {@link #state}. */
    void restore(Map<String, Weights> state) throws ConvertException;

    @Override
    void close();

    /** Prefix of the optimizer's tensors. */
    String OPTIMIZER = "optimizer.";
  }
}
