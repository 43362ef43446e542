package io.musicreclass.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StageTimeLimitTest {
  private final StageTimeLimit timeLimit = new StageTimeLimit();

  @Test
  void theFirstSongHasFiveMinutes() {
    assertThat(timeLimit.limit(30, 1)).isEqualTo(Duration.ofMinutes(5));
    assertThat(timeLimit.limit(30, 4)).as("of four at once").isEqualTo(Duration.ofMinutes(20));
  }

  @Test
  void aQuickStageHasAMinute() {
    timeLimit.took(Duration.ofMillis(300), 30);
    assertThat(timeLimit.limit(30, 1)).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void aSlowStageHasSeveralTimesItsUsualTimeAndMoreForLongerSongs() {
    timeLimit.took(Duration.ofSeconds(20), 30);
    assertThat(timeLimit.limit(30, 1)).isEqualTo(Duration.ofSeconds(160));
    assertThat(timeLimit.limit(110, 1)).isEqualTo(Duration.ofMinutes(8));
    assertThat(timeLimit.limit(30, 2)).isEqualTo(Duration.ofSeconds(320));
  }

  @Test
  void eachConsecutiveTimeoutDoublesIt() {
    timeLimit.took(Duration.ofMillis(300), 30);
    timeLimit.exceeded();
    assertThat(timeLimit.limit(30, 1)).isEqualTo(Duration.ofMinutes(2));
    timeLimit.exceeded();
    assertThat(timeLimit.limit(30, 1)).isEqualTo(Duration.ofMinutes(4));
    timeLimit.took(Duration.ofMillis(300), 30);
    assertThat(timeLimit.limit(30, 1)).isEqualTo(Duration.ofMinutes(1));
  }
}
