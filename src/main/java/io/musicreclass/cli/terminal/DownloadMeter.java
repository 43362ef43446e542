package io.musicreclass.cli.terminal;

import io.musicreclass.fetch.Fetch;
import java.io.PrintStream;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Shows the progress of a download: a bar with rate and time left on a terminal, elsewhere one line
 * per 10 %.
 */
public final class DownloadMeter implements Fetch.Progress {
  private final boolean terminal;
  private final PrintStream err;
  private final LongSupplier clock;
  private String file = "";
  private long started;
  private long first;
  private long tenthsPrinted;

  public DownloadMeter() {
    this(Terminal.canRedraw(), System.err, System::nanoTime);
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
    if (!name.equals(file)) {
      file = name;
      started = clock.getAsLong();
      first = done;
      tenthsPrinted = total.isPresent() ? 10 * done / total.getAsLong() : 0;
    }
    if (terminal) {
      String line = line(done, total);
      StatusLine.show(() -> line);
    } else if (total.isPresent() && 10 * done / total.getAsLong() > tenthsPrinted) {
      tenthsPrinted = 10 * done / total.getAsLong();
      err.println(line(done, total));
    }
  }

  /** The state of the download. */
  String line(long done, OptionalLong total) {
    double seconds = (clock.getAsLong() - started) / 1e9;
    double rate = seconds > 0 ? (done - first) / seconds : 0;
    StringBuilder line = new StringBuilder(file);
    if (total.isPresent() && terminal) {
      line.append(' ').append(Progress.bar(done, total.getAsLong()));
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
      StatusLine.clear();
    }
    err.println(line);
  }
}
