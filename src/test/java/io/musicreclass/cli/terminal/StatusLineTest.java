package io.musicreclass.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatusLineTest {
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final PrintStream usual = System.err;

  @BeforeEach
  void captureStandardError() {
    System.setErr(new PrintStream(output, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void stop() {
    StatusLine.clear();
    System.setErr(usual);
  }

  @Test
  void aLineIsRedrawnByItselfUntilItIsCleared() throws InterruptedException {
    CountDownLatch draws = new CountDownLatch(3);
    StatusLine.show(
        () -> {
          draws.countDown();
          return "0:0" + draws.getCount();
        });
    assertThat(draws.await(20, TimeUnit.SECONDS)).isTrue();
    StatusLine.clear();
    assertThat(output.toString(StandardCharsets.UTF_8))
        .startsWith("\r\033[K\033[?7l0:02\033[?7h\r\033[K\033[?7l0:01\033[?7h")
        .endsWith("\r\033[K")
        .doesNotContain("\n");
  }

  @Test
  void aNameInItCannotControlTheTerminal() {
    StatusLine.show(() -> "a\033[2Jb\nc");
    assertThat(output.toString(StandardCharsets.UTF_8))
        .contains("a\\u001b[2Jb\\nc")
        .doesNotContain("\033[2J", "\n");
  }

  @Test
  void clearingWithoutALinePrintsNothing() {
    StatusLine.clear();
    assertThat(output.size()).isZero();
  }
}
