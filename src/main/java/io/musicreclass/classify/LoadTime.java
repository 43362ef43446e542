package io.musicreclass.classify;

import java.time.Duration;

/** How long networks have been loading, which does not count as running time of a stage. */
final class LoadTime {
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private long ended;
  private long since;
  private int running;

  synchronized void begin() {
    if (running++ == 0) {
      since = System.nanoTime();
    }
  }

  synchronized void end() {
    if (--running == 0) {
      ended += System.nanoTime() - since;
    }
  }

  /** The total so far. */
  synchronized Duration total() {
    return Duration.ofNanos(ended + (running == 0 ? 0 : System.nanoTime() - since));
  }

  /**
   * The time since an earlier {@link #total} in which networks were loaded; at most ten minutes, as
   * longer means that loading hangs.
   */
  Duration since(Duration before) {
    Duration since = total().minus(before);
    return since.compareTo(LONGEST) < 0 ? since : LONGEST;
  }
}
