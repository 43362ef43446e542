package io.musicreclass.train.method;

/** Is told how far a training is. */
@FunctionalInterface
public interface TrainingProgress {
  /**
   * Some of the work is done.
   *
   * @param of the most there may be; early stopping ends before
   * @param unit of both, in the singular, such as {@code epoch}
   */
  void report(int done, int of, String unit);

  /** Tells nobody. */
  static TrainingProgress none() {
    return (done, of, unit) -> {};
  }
}
