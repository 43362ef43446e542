package io.musicreclass.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.cli.terminal.UsageError;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SinceTimeTest {
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneId.of("Europe/Berlin"));

  @ParameterizedTest
  @CsvSource({
    "30s, 2026-11-22T11:59:30Z",
    "90m, 2026-11-22T10:30:00Z",
    "2H, 2026-11-22T10:00:00Z",
    "3d, 2026-11-19T12:00:00Z",
    "2026-11-20, 2026-11-19T23:00:00Z",
    "2026-11-20T18:30, 2026-11-20T17:30:00Z",
  })
  void aTimeIsGivenAsAnAgeOrALocalDate(String text, Instant moment) {
    assertThat(SinceTime.parse(text, NOON)).isEqualTo(moment);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yesterday", "2 h", "-2h", "2026-13-01", "9999999d", "2026-11-20T"})
  void anythingElseIsAnErrorThatNamesTheFormats(String text) {
    assertThatThrownBy(() -> SinceTime.parse(text, NOON))
        .isInstanceOf(UsageError.class)
        .hasMessageContaining("--since " + text)
        .hasMessageContaining("90m");
  }
}
