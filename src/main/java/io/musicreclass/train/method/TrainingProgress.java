package io.musicreclass.train.method;

import java.io.PrintStream;
import java.util.Optional;
import java.util.function.Supplier;

/** Is told how far a training is, and keeps its state, so that it can go on if interrupted. */
@FunctionalInterface
public interface TrainingProgress {
  /**
   * Some of the work is done.
   *
   * @param of the most there may be; early stopping ends before
   * @param unit of both, in the singular, such as {@code epoch}
   */
  void report(int done, int of, String unit);

  /**
   * What an interrupted training of the same rows has stored last; empty: it starts anew.
   *
   * @throws UnusableState if that is damaged
   */
  default Optional<byte[]> stored() {
    return Optional.empty();
  }

  /** Stores the state of the training, if it is kept, in place of an earlier one. */
  default void store(Supplier<byte[]> state) {}

  /**
   * For one of several trainings that this one consists of, such as a fold. It keeps its own state
   * and tells nobody.
   *
   * @param name tells it from the other parts; letters, digits and hyphens
   */
  default TrainingProgress part(String name) {
    return none();
  }

  /** A stored state that a training cannot go on from. */
  final class UnusableState extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The message continues a sentence that begins with the name of the checkpoint. */
    public UnusableState(String message) {
      super(message);
    }
  }

  /** Prints at most one line in five seconds, with the time left. */
  static TrainingProgress lines(PrintStream out) {
    return new ProgressLines(out, System::nanoTime);
  }

  /** Tells nobody. */
  static TrainingProgress none() {
    return (done, of, unit) -> {};
  }
}
