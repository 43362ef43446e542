package io.musicreclass.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LibraryHoursTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static LibraryHours at(String instant, String... written) {
    return LibraryHours.of(
        List.of(written), Clock.fixed(Instant.parse(instant), ZoneId.of("UTC")), BERLIN);
  }

  @ParameterizedTest
  @CsvSource({
    // local time is an hour ahead of UTC in winter
    "2026-01-15T20:59:59Z,22-7,22:00",
    "2026-01-15T21:00:00Z,22-7,",
    "2026-01-15T23:30:00Z,22-7,",
    "2026-01-15T05:59:59Z,22-7,",
    "2026-01-15T06:00:00Z,22-7,22:00",
    "2026-01-15T11:30:00Z,12:30-14:00,",
    "2026-01-15T13:00:00Z,12:30-14:00,12:30",
    "2026-01-15T11:00:00Z,0-24,",
    "2026-01-15T22:30:00Z,22-24,",
    "2026-01-15T23:00:00Z,22-24,22:00",
    "2026-01-15T23:00:00Z,24-7,",
    // two hours ahead in summer
    "2026-07-15T19:59:00Z,22-7,22:00",
    "2026-07-15T20:00:00Z,22-7,"
  })
  void waitsForTheHoursOfTheLocalClock(String instant, String hours, LocalTime until) {
    LibraryHours read = at(instant, hours);
    assertThat(read.waitsUntil()).isEqualTo(Optional.ofNullable(until));
    assertThat(read.areNow()).isEqualTo(until == null);
  }

  @Test
  void aSkippedHourEndsTheWaitWhenTheClockHasPassedIt() {
    // 29 March 2026: 02:00 becomes 03:00
    assertThat(at("2026-03-29T00:59:59Z", "2:30-5").waitsUntil()).contains(LocalTime.of(2, 30));
    assertThat(at("2026-03-29T01:00:00Z", "2:30-5").areNow()).isTrue();
  }

  @Test
  void aRepeatedHourCountsTwice() {
    // 25 October 2026: 03:00 becomes 02:00
    assertThat(at("2026-10-25T00:30:00Z", "2-3").areNow()).isTrue();
    assertThat(at("2026-10-25T01:30:00Z", "2-3").areNow()).isTrue();
    assertThat(at("2026-10-25T02:00:00Z", "2-3").areNow()).isFalse();
  }

  @Test
  void theNextOfSeveralRangesIsNamed() {
    assertThat(at("2026-01-15T09:00:00Z", "22-7", "12-13").waitsUntil())
        .contains(LocalTime.of(12, 0));
    assertThat(at("2026-01-15T12:00:00Z", "22-7", "12-13").waitsUntil())
        .contains(LocalTime.of(22, 0));
  }

  @Test
  void withoutHoursThereIsNoWait() {
    assertThat(at("2026-01-15T12:00:00Z").areNow()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "22",
        "22-",
        "-7",
        "a-b",
        "22-7-8",
        "22:5-7",
        "25-7",
        "22-24:01",
        "22:60-7",
        "7-7",
        "22–7",
        "111-7",
        ""
      })
  void aMistakeNamesTheKeyAndTheValue(String written) {
    assertThat(LibraryHours.problems(List.of(written)))
        .singleElement()
        .asString()
        .startsWith("reclass.library.hours: '" + written + "' ");
    assertThatThrownBy(() -> at("2026-01-15T12:00:00Z", written))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
