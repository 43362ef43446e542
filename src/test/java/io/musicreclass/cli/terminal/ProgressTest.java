package io.musicreclass.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final AtomicLong clock = new AtomicLong(7);
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final PrintStream usual = System.err;

  @BeforeEach
  void captureStandardError() {
    System.setErr(new PrintStream(output, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void stop() {
    System.setErr(usual);
  }

  private void pass(Duration time) {
    clock.addAndGet(time.toNanos());
  }

  private String output() {
    String text = output.toString(StandardCharsets.UTF_8);
    output.reset();
    return text;
  }

  @Test
  void aTerminalShowsABarWithTimeRateAndTimeLeft() {
    Progress progress = new Progress(300, true, clock::get);
    assertThat(progress.bar()).isEqualTo("[..............................] 0 of 300 songs, 0:00");
    pass(Duration.ofSeconds(3));
    assertThat(progress.bar()).as("moves before the first song is done").endsWith("songs, 0:03");
    pass(Duration.ofSeconds(37));
    for (int i = 0; i < 100; i++) {
      progress.count();
    }
    assertThat(progress.bar())
        .isEqualTo(
            "[##########....................] 100 of 300 songs, 0:40, 2.5 songs/s, 1 min left");
  }

  @Test
  void aPipeGetsALineAMinute() {
    Progress progress = new Progress(1000, false, clock::get);
    pass(Duration.ofSeconds(59));
    progress.show(5);
    assertThat(output()).isEmpty();
    pass(Duration.ofSeconds(41));
    progress.show(10);
    assertThat(output().strip())
        .isEqualTo("reclass: 10 of 1000 songs, 1:40, 6.0 songs/min, 2 h 45 min left");
    progress.show(11);
    progress.clear();
    assertThat(output()).isEmpty();
  }

  @Test
  void aSingleSongNeedsNoBar() {
    Progress progress = new Progress(1, true, clock::get);
    pass(Duration.ofSeconds(65));
    assertThat(progress.bar()).isEqualTo("1 song, 1:05");
  }

  @Test
  void ratesHaveTwoDigitsInAUnitInWhichThereIsAtLeastOne() {
    assertThat(Progress.rate(123.4)).isEqualTo("123 songs/s");
    assertThat(Progress.rate(9.96)).isEqualTo("10 songs/s");
    assertThat(Progress.rate(9.94)).isEqualTo("9.9 songs/s");
    assertThat(Progress.rate(1)).isEqualTo("1.0 songs/s");
    assertThat(Progress.rate(0.8)).isEqualTo("48 songs/min");
    assertThat(Progress.rate(0.1)).isEqualTo("6.0 songs/min");
    assertThat(Progress.rate(0.01)).isEqualTo("36 songs/h");
  }
}
