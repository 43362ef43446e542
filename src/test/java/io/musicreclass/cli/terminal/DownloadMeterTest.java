package io.musicreclass.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DownloadMeterTest {
  private static final OptionalLong TOTAL = OptionalLong.of(400_000_000);

  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(shown, true, StandardCharsets.UTF_8);
  private long now;

  private final PrintStream usual = System.err;

  @BeforeEach
  void captureStandardError() {
    System.setErr(err);
  }

  @AfterEach
  void stop() {
    StatusLine.clear();
    System.setErr(usual);
  }

  private String shown() {
    return shown.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aTerminalShowsABarWithRateAndTimeLeft() {
    DownloadMeter meter = new DownloadMeter(true, err, () -> now);
    meter.downloaded("w.bin", 100_000_000, TOTAL);
    now = 10_000_000_000L;
    meter.downloaded("w.bin", 200_000_000, TOTAL);
    assertThat(meter.line(200_000_000, TOTAL))
        .endsWith("w.bin [###############...............] 200.0 of 400.0 MB, 10.0 MB/s, 0:20 left")
        .doesNotContain("\n");
  }

  @Test
  void aFileGetsALineEachTenth() {
    DownloadMeter meter = new DownloadMeter(false, err, () -> now);
    for (int step = 0; step <= 20; step++) {
      now = step * 1_000_000_000L;
      meter.downloaded("w.bin", step * 20_000_000L, TOTAL);
    }
    assertThat(shown().lines())
        .hasSize(10)
        .startsWith("w.bin 40.0 of 400.0 MB, 20.0 MB/s, 0:18 left")
        .endsWith("w.bin 400.0 of 400.0 MB, 20.0 MB/s, 0:00 left");
  }

  @Test
  void anUnknownTotalIsNotShown() {
    DownloadMeter meter = new DownloadMeter(true, err, () -> now);
    meter.downloaded("w.bin", 0, OptionalLong.empty());
    now = 1_000_000_000L;
    meter.downloaded("w.bin", 5_000_000, OptionalLong.empty());
    assertThat(meter.line(5_000_000, OptionalLong.empty())).endsWith("w.bin 5.0 MB, 5.0 MB/s");
  }
}
