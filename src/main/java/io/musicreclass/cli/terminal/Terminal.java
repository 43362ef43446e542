package io.musicreclass.cli.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Progress with rate and time left: a bar on a terminal; one line per minute if standard error is a
 * file or a pipe.
 */
public final class Terminal {
  private static final int BAR = 30;
  public static final String CLEAR = "\r\033[K";
  private static final long SECOND = 1_000_000_000L;
  private static final long BETWEEN_LINES = 60 * SECOND;

  private final boolean terminal;
  private final LongSupplier nanos;
  private final long start;
  private final int total;
  private long lastLine;

  public Terminal(int total) {
    this(total, isTerminal(), System::nanoTime);
  }

  Terminal(int total, boolean terminal, LongSupplier nanos) {
    this.total = total;
    this.terminal = terminal;
    this.nanos = nanos;
    this.start = nanos.getAsLong();
    this.lastLine = start;
  }

  /** Whether standard error is a terminal. */
  public static boolean isTerminal() {
    return isTerminal(2);
  }

  /** Whether this process's file descriptor is a terminal. */
  public static boolean isTerminal(int descriptor) {
    try {
      Path device = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor));
      return device.startsWith("/dev/pts") || device.toString().startsWith("/dev/tty");
    } catch (IOException e) {
      return false;
    }
  }

  /** A bar of constant width. */
  public static String bar(long done, long total) {
    int full = (int) (done * BAR / total);
    return "[" + "#".repeat(full) + ".".repeat(BAR - full) + "]";
  }

  /** Redraws the bar, or prints a line when one is due. */
  public void progress(int done) {
    if (total <= 1) {
      return;
    }
    long now = nanos.getAsLong();
    if (terminal) {
      EscapingPrintStream.writeUnescaped(
          System.err, CLEAR + bar(done, total) + " " + text(done, now));
    } else if (now - lastLine >= BETWEEN_LINES) {
      System.err.println("reclass: " + text(done, now));
      lastLine = now;
    }
  }

  private String text(int done, long now) {
    String text = done + "/" + total;
    if (done == 0) {
      return text;
    }
    double seconds = Math.max(1e-3, (double) (now - start) / SECOND);
    return String.format(
        Locale.ROOT,
        "%s, %s songs/s, %s left",
        text,
        rate(done / seconds),
        span(Math.round(seconds / done * (total - done))));
  }

  private static String rate(double rate) {
    return String.format(Locale.ROOT, rate < 1 ? "%.3f" : "%.1f", rate);
  }

  private static String span(long seconds) {
    if (seconds < 60) {
      return seconds + " s";
    }
    long minutes = seconds / 60;
    return minutes < 60 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
  }

  /** Clears the bar, before a line is printed or at the end. */
  public void clear() {
    if (terminal && total > 1) {
      EscapingPrintStream.writeUnescaped(System.err, CLEAR);
    }
  }
}
