package io.musicreclass.train.head;

/** A function to be minimised, with its gradient. */
public interface Objective {
  /**
   * The value at a point.
   *
   * @param gradient is overwritten with the gradient there
   */
  double at(double[] point, double[] gradient);
}
