package io.musicreclass.web.api;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Whether a body comes fast enough that its sender may keep the place: 16 KiB a second or more. */
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

  /** Whether so many bytes are too few by now. */
  boolean isTooSlow(long bytes) {
    Duration allowed = START.plusSeconds(bytes / BYTES_PER_SECOND);
    return nanos.getAsLong() - begin > allowed.toNanos();
  }
}
