package io.musicreclass.cli.terminal;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Progress with time, rate and time left: a bar on a terminal; one line per minute if standard
 * error is a file or a pipe.
 */
public final class Progress {
  private static final int BAR = 30;
  private static final double SECOND = 1e9;
  private static final long BETWEEN_LINES = 60_000_000_000L;

  private final boolean terminal;
  private final LongSupplier nanos;
  private final long start;
  private final int total;
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicLong lastLine;

  /**
   * Progress of some songs.
   *
   * @param total number of songs
   */
  public Progress(int total) {
    this(total, Terminal.canRedraw(), System::nanoTime);
  }

  Progress(int total, boolean terminal, LongSupplier nanos) {
    this.total = total;
    this.terminal = terminal;
    this.nanos = nanos;
    this.start = nanos.getAsLong();
    this.lastLine = new AtomicLong(start);
  }

  /** Shows what is being done, and for how long, while it is done. */
  public static <T> T during(String what, Supplier<T> work) {
    if (!Terminal.canRedraw()) {
      return work.get();
    }
    long start = System.nanoTime();
    StatusLine.show(() -> what + ", " + clock((System.nanoTime() - start) / SECOND));
    try {
      return work.get();
    } finally {
      StatusLine.clear();
    }
  }

  /** A bar of constant width. */
  public static String bar(long done, long total) {
    int full = (int) (done * BAR / total);
    return "[" + "#".repeat(full) + ".".repeat(BAR - full) + "]";
  }

  /** Shows the progress, or prints a line when one is due. */
  public void show() {
    if (terminal) {
      StatusLine.show(this::bar);
    } else {
      long before = lastLine.get();
      long now = nanos.getAsLong();
      if (total > 1 && now - before >= BETWEEN_LINES && lastLine.compareAndSet(before, now)) {
        System.err.println("reclass: " + text());
      }
    }
  }

  /** Shows that so many songs are done. */
  public void show(int now) {
    done.set(now);
    show();
  }

  /** One more song is done; shown the next time. */
  void count() {
    done.incrementAndGet();
  }

  /** Removes the bar, before a line is printed or at the end. */
  public void clear() {
    if (terminal) {
      StatusLine.clear();
    }
  }

  /** What a terminal shows. */
  String bar() {
    return total <= 1 ? text() : bar(done.get(), total) + " " + text();
  }

  private String text() {
    double seconds = Math.max(1e-3, (nanos.getAsLong() - start) / SECOND);
    int ended = done.get();
    String text =
        total == 1
            ? "1 song, " + clock(seconds)
            : ended + " of " + total + " songs, " + clock(seconds);
    return ended == 0 || ended == total
        ? text
        : text
            + ", "
            + rate(ended / seconds)
            + ", "
            + span(Math.round(seconds / ended * (total - ended)))
            + " left";
  }

  /**
   * How fast so many songs were done since the start, in a unit in which there is at least one:
   * {@code 12 songs/s}, {@code 7.5 songs/min}.
   */
  public String rateOf(int songs) {
    return rate(songs / Math.max(1e-3, (nanos.getAsLong() - start) / SECOND));
  }

  static String rate(double perSecond) {
    if (perSecond >= 0.995) {
      return digits(perSecond) + " songs/s";
    }
    return perSecond * 60 >= 0.995
        ? digits(perSecond * 60) + " songs/min"
        : digits(perSecond * 3600) + " songs/h";
  }

  private static String digits(double number) {
    return String.format(Locale.ROOT, number < 9.95 ? "%.1f" : "%.0f", number);
  }

  private static String clock(double seconds) {
    long whole = (long) seconds;
    return whole < 3600
        ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
  }

  private static String span(long seconds) {
    if (seconds < 60) {
      return seconds + " s";
    }
    long minutes = seconds / 60;
    return minutes < 60 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
  }
}
