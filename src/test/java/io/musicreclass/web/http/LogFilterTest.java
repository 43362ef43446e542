package io.musicreclass.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;

class LogFilterTest {
  private static final String NAME = "a\n12:00:00 ERROR forged\u001b[2J\u0085\u202e.mp3";
  private static final String SHOWN = "a\\n12:00:00 ERROR forged\\u001b[2J\\u0085\\u202e.mp3";

  private final PatternFormatter format = new PatternFormatter("%s%e%n");

  private String logged(LogRecord record) {
    assertThat(new LogFilter().isLoggable(record)).isTrue();
    return format.format(record);
  }

  @Test
  void aNameAmongTheArgumentsForgesNoLine() {
    ExtLogRecord record =
        new ExtLogRecord(Level.INFO, "Failed: file=%s", ExtLogRecord.FormatStyle.PRINTF, "x");
    record.setParameters(new Object[] {NAME});
    assertThat(logged(record).strip()).isEqualTo("Failed: file=" + SHOWN);
  }

  @Test
  void aNameInTheMessageOrOfAnotherKindOfRecordForgesNone() {
    assertThat(logged(new LogRecord(Level.INFO, NAME)).strip()).isEqualTo(SHOWN);
    ExtLogRecord percent =
        new ExtLogRecord(Level.INFO, "100 %s " + NAME, ExtLogRecord.FormatStyle.NO_FORMAT, "x");
    assertThat(logged(percent).strip()).isEqualTo("100 %s " + SHOWN);
  }

  @Test
  void aStackTraceKeepsItsLinesAndANameInItForgesNone() {
    ExtLogRecord record = new ExtLogRecord(Level.SEVERE, "A request failed", "x");
    record.setThrown(new IllegalStateException("bad", new IOException(NAME)));
    assertThat(logged(record))
        .contains("\tat io.musicreclass.web.http.LogFilterTest")
        .contains(SHOWN)
        .doesNotContain("\n12:00:00");
  }
}
