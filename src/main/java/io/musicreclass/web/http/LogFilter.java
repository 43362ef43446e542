package io.musicreclass.web.http;

import io.musicreclass.track.ControlCharacters;
import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;

/** Escapes control characters in log records: a file name cannot forge a line. */
@LoggingFilter(name = "one-line")
public final class LogFilter implements Filter {
  private static final Formatter FORMAT = new PatternFormatter("%s");

  @Override
  public boolean isLoggable(LogRecord record) {
    String message = String.valueOf(FORMAT.formatMessage(record));
    String escaped = ControlCharacters.escape(message);
    if (!escaped.equals(message)) {
      if (record instanceof ExtLogRecord extended) {
        extended.setMessage(escaped, ExtLogRecord.FormatStyle.NO_FORMAT);
      } else {
        record.setMessage(escaped);
      }
      record.setParameters(null);
    }
    record.setThrown(ControlCharacters.escape(record.getThrown()));
    return true;
  }
}
