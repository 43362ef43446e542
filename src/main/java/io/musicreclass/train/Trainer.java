package io.musicreclass.train;

import java.io.PrintStream;

/** A way of training a head. */
interface Trainer {
  /**
   * Trains a head on all tracks and measures how good it is. The same data and seed give the same
   * bytes on every machine.
   *
   * @param out where figures are reported as they are found
   */
  TrainedHead train(TrainingData data, long seed, PrintStream out);
}
