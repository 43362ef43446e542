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

class TerminalTest {
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
  void aTerminalShowsABarWithRateAndTimeLeft() {
    Terminal terminal = new Terminal(300, true, clock::get);
    terminal.progress(0);
    assertThat(output()).endsWith("[..............................] 0/300");
    pass(Duration.ofSeconds(40));
    terminal.progress(100);
    assertThat(output())
        .endsWith("[##########....................] 100/300, 2.5 songs/s, 1 min left");
    terminal.clear();
    assertThat(output()).isEqualTo("\r\033[K");
  }

  @Test
  void aPipeGetsALineAMinute() {
    Terminal terminal = new Terminal(1000, false, clock::get);
    pass(Duration.ofSeconds(59));
    terminal.progress(5);
    assertThat(output()).isEmpty();
    pass(Duration.ofSeconds(41));
    terminal.progress(10);
    assertThat(output().strip()).isEqualTo("reclass: 10/1000, 0.100 songs/s, 2 h 45 min left");
    terminal.progress(11);
    terminal.clear();
    assertThat(output()).isEmpty();
  }

  @Test
  void aSingleSongNeedsNoBar() {
    Terminal terminal = new Terminal(1, true, clock::get);
    terminal.progress(0);
    terminal.clear();
    assertThat(output()).isEmpty();
  }
}
