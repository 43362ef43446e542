package io.musicreclass.train.method;

import java.io.PrintStream;
import java.util.function.LongSupplier;

/** Prints at most one line in five seconds, with the time left. */
final class ProgressLines implements TrainingProgress {
  private static final double SECONDS = 5;

  private final PrintStream out;
  private final LongSupplier nanoTime;
  private final long start;
  private long last;
  private int before = -1;

  ProgressLines(PrintStream out, LongSupplier nanoTime) {
    this.out = out;
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
    this.last = start;
  }

  @Override
  public synchronized void report(int done, int of, String unit) {
    long now = nanoTime.getAsLong();
    if (before < 0) {
      before = Math.max(0, done - 1); // what a checkpoint had done took no time
    }
    if (now - last < SECONDS * 1e9 || done <= before) {
      return;
    }
    last = now;
    double left = (now - start) / 1e9 * (of - done) / (done - before);
    out.printf("  %s %d of %d, at most %.0f s left%n", unit, done, of, Math.ceil(left));
  }
}
