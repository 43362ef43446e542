package io.musicreclass.web.api;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Enforces a minimum rate of 16 KiB/s for request bodies. */
final class TransferRate {
  private static final Duration START = Duration.ofSeconds(30);
  private static final long BYTES_PER_SECOND = 16 << 10;

  private final LongSupplier nanos;
  private final long begin;

  TransferRate() {
    this(System::nanoTime);
  }

  TransferRate(LongSupplier nanos) {
    this.nanos = nanos;
    this.begin = nanos.getAsLong();
  }

  /** Whether so few bytes by now mean that the sender is too slow. */
  boolean isTooSlow(long bytes) {
    Duration allowed = START.plusSeconds(bytes / BYTES_PER_SECOND);
    return nanos.getAsLong() - begin > allowed.toNanos();
  }
}
