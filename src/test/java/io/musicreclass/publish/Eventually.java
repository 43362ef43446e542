package io.musicreclass.publish;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.Assertions;

/** Waiting for what other threads and processes do. */
public final class Eventually {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Eventually() {}

  /** Fails when this does not come true within half a minute. */
  public static void holds(String what, BooleanSupplier condition) {
    if (!within(PATIENCE, condition)) {
      Assertions.fail("Not within " + PATIENCE.toSeconds() + " s: " + what);
    }
  }

  public static boolean within(Duration patience, BooleanSupplier condition) {
    long until = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > until) {
        return false;
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }
}
