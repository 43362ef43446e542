package io.musicreclass.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StageTimeLimitTest {
  private final StageTimeLimit usual = new StageTimeLimit();

  @Test
  void theFirstSongHasFiveMinutes() {
    assertThat(usual.limit(30, 1)).isEqualTo(Duration.ofMinutes(5));
    assertThat(usual.limit(30, 4)).as("of four at once").isEqualTo(Duration.ofMinutes(20));
  }

  @Test
  void aQuickStageHasAMinute() {
    usual.took(Duration.ofMillis(300), 30);
    assertThat(usual.limit(30, 1)).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void aSlowStageHasSeveralTimesItsUsualTimeAndMoreForLongerSongs() {
    usual.took(Duration.ofSeconds(20), 30);
    assertThat(usual.limit(30, 1)).isEqualTo(Duration.ofSeconds(160));
    assertThat(usual.limit(110, 1)).isEqualTo(Duration.ofMinutes(8));
    assertThat(usual.limit(30, 2)).isEqualTo(Duration.ofSeconds(320));
  }

  @Test
  void eachConsecutiveTimeoutDoublesIt() {
    usual.took(Duration.ofMillis(300), 30);
    usual.exceeded();
    assertThat(usual.limit(30, 1)).isEqualTo(Duration.ofMinutes(2));
    usual.exceeded();
    assertThat(usual.limit(30, 1)).isEqualTo(Duration.ofMinutes(4));
    usual.took(Duration.ofMillis(300), 30);
    assertThat(usual.limit(30, 1)).isEqualTo(Duration.ofMinutes(1));
  }
}
