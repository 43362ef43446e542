package io.musicreclass.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClassificationRateTest {
  private static final Instant START = Instant.parse("2026-11-27T12:00:00Z");

  private final ClassificationRate rate = new ClassificationRate();

  private double at(long second, long done) {
    return rate.perMinute(START.plusSeconds(second), done);
  }

  @Test
  void withoutAnEarlierSampleTheRateIsZero() {
    assertThat(at(0, 1000)).isZero();
  }

  @Test
  void theRateIsThatOfTheLastTwoMinutes() {
    at(0, 0);
    assertThat(at(60, 30)).isCloseTo(30, within(1e-9));
    assertThat(at(120, 30)).isCloseTo(15, within(1e-9));
    assertThat(at(180, 30)).as("the first minute no longer counts").isZero();
  }

  @Test
  void samplesWithinASecondReplaceNoOlderOnes() {
    at(0, 0);
    for (int i = 1; i < 1000; i++) {
      rate.perMinute(START.plusMillis(i), i);
    }
    assertThat(at(60, 60)).isCloseTo(60, within(1e-9));
  }
}
