package io.musicreclass.train.method;

/**
 * A way of fitting a head to rows. Public implementations with a public constructor are found by
 * {@link java.util.ServiceLoader}.
 */
public interface HeadMethod {
  /** Name on the command line and in cards, such as {@code xgboost}. */
  String name();

  /** One sentence for help. */
  String description();

  /**
   * Fits a head to all rows. What is to be held out for early stopping is taken from these rows,
   * whole groups at a time. Several threads may fit heads at the same time.
   *
   * @param seed the same rows and seed give the same head
   * @param progress is told how far it is
   */
  FittedMethod fit(TrainingRows rows, long seed, TrainingProgress progress);
}
