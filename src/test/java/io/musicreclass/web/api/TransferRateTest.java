package io.musicreclass.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TransferRateTest {
  private final AtomicLong clock = new AtomicLong();
  private final TransferRate rate = new TransferRate(clock::get);

  @Test
  void aSlowStartIsAllowed() {
    clock.set(Duration.ofSeconds(29).toNanos());
    assertThat(rate.isTooSlow(1)).isFalse();
  }

  @Test
  void aTrickleIsTooSlow() {
    clock.set(Duration.ofSeconds(31).toNanos());
    assertThat(rate.isTooSlow(1000)).isTrue();
  }

  @Test
  void aSteadySlowSenderMayTakeHours() {
    clock.set(Duration.ofHours(2).toNanos());
    assertThat(rate.isTooSlow(7200L * 20_000)).isFalse();
    assertThat(rate.isTooSlow(7200L * 10_000)).isTrue();
  }
}
