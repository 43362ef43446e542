package io.musicreclass.publish.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final RandomGenerator NO_JITTER = () -> 0L;

  @Test
  void delaysDoubleFromOneSecondToOneMinute() {
    Backoff backoff = new Backoff(NO_JITTER, 1_000);
    long[] delays = new long[9];
    for (int i = 0; i < delays.length; i++) {
      delays[i] = backoff.next();
    }
    assertThat(delays)
        .containsExactly(1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000);
  }

  @Test
  void jitterShortensByUpToAHalf() {
    RandomGenerator random = new SplittableRandom(1);
    assertThat(LongStream.range(0, 1000).map(i -> new Backoff(random, 1_000).next()))
        .allSatisfy(delay -> assertThat(delay).isBetween(500L, 1_000L))
        .anySatisfy(delay -> assertThat(delay).isLessThan(550))
        .anySatisfy(delay -> assertThat(delay).isGreaterThan(950));
  }

  @Test
  void aStableConnectionResetsTheDelay() {
    Backoff backoff = new Backoff(NO_JITTER, 1_000);
    backoff.next();
    assertThat(backoff.ended(Duration.ofSeconds(10))).isTrue();
    assertThat(backoff.next()).isEqualTo(1_000);
  }

  @Test
  void aConnectionDroppedImmediatelyDoesNotResetTheDelay() {
    Backoff backoff = new Backoff(NO_JITTER, 1_000);
    backoff.next();
    assertThat(backoff.ended(Duration.ofSeconds(1))).isFalse();
    assertThat(backoff.next()).isEqualTo(2_000);
  }
}
