package io.musicreclass.publish;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.Assertions;

/** Waits for other threads and processes. */
public final class Eventually {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private Eventually() {}

  /** Fails unless the condition becomes true within half a minute. */
  public static void holds(String what, BooleanSupplier condition) {
    if (!within(TIMEOUT, condition)) {
      Assertions.fail("Not within " + TIMEOUT.toSeconds() + " s: " + what);
    }
  }

  /** Waits for the condition; returns whether it became true in time. */
  public static boolean within(Duration timeout, BooleanSupplier condition) {
    long until = System.nanoTime() + timeout.toNanos();
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
