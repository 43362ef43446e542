package io.musicreclass.cli.terminal;

import io.musicreclass.fetch.Fetch;
import io.musicreclass.track.ControlCharacters;
import java.io.PrintStream;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Shows the progress of a download: a bar with rate and time left on a terminal, elsewhere one line
 * per 10 %.
 */
public final class DownloadMeter implements Fetch.Progress {
  private static final long REDRAW = 200_000_000; // ns

  private final boolean terminal;
  private final PrintStream err;
  private final LongSupplier clock;
  private String file = "";
  private long started;
  private long first;
  private long drawn;
  private long tenthsPrinted;

  public DownloadMeter() {
    this(Terminal.isTerminal(), System.err, System::nanoTime);
  }

  /**
   * @param clock nanoseconds since an arbitrary origin
   */
  DownloadMeter(boolean terminal, PrintStream err, LongSupplier clock) {
    this.terminal = terminal;
    this.err = err;
    this.clock = clock;
  }

  @Override
  public void downloaded(String name, long done, OptionalLong total) {
    long now = clock.getAsLong();
    if (!name.equals(file)) {
      file = name;
      started = now;
      first = done;
      drawn = now - REDRAW;
      tenthsPrinted = total.isPresent() ? 10 * done / total.getAsLong() : 0;
    }
    if (terminal) {
      if (now - drawn >= REDRAW) {
        drawn = now;
        EscapingPrintStream.writeUnescaped(
            err, Terminal.CLEAR + ControlCharacters.escape(line(done, total, now)));
      }
    } else if (total.isPresent() && 10 * done / total.getAsLong() > tenthsPrinted) {
      tenthsPrinted = 10 * done / total.getAsLong();
      err.println(line(done, total, now));
    }
  }

  private String line(long done, OptionalLong total, long now) {
    double seconds = (now - started) / 1e9;
    double rate = seconds > 0 ? (done - first) / seconds : 0;
    StringBuilder line = new StringBuilder(file);
    if (total.isPresent() && terminal) {
      line.append(' ').append(Terminal.bar(done, total.getAsLong()));
    }
    line.append(String.format(Locale.ROOT, " %.1f", done / 1e6));
    if (total.isPresent()) {
      line.append(String.format(Locale.ROOT, " of %.1f", total.getAsLong() / 1e6));
    }
    line.append(String.format(Locale.ROOT, " MB, %.1f MB/s", rate / 1e6));
    if (total.isPresent() && rate > 0) {
      long left = Math.round((total.getAsLong() - done) / rate);
      line.append(String.format(Locale.ROOT, ", %d:%02d left", left / 60, left % 60));
    }
    return line.toString();
  }

  @Override
  public void report(String line) {
    if (terminal) {
      EscapingPrintStream.writeUnescaped(err, Terminal.CLEAR);
    }
    err.println(line);
  }
}
