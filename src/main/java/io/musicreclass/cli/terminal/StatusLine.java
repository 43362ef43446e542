package io.musicreclass.cli.terminal;

import io.musicreclass.track.ControlCharacters;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The line below the output of a command on a terminal, such as a progress bar. It is redrawn five
 * times a second until it is cleared, so that clocks and rates in it move.
 */
public final class StatusLine {
  static final String CLEAR = "\r\033[K";

  /**
   * A line that is wider than the terminal is cut off there; on two lines it could not be cleared.
   */
  private static final String WITHOUT_WRAP = "\033[?7l";

  private static final String WITH_WRAP = "\033[?7h";
  private static final long REDRAW_MS = 200;

  private static @Nullable Supplier<String> shown;
  private static @Nullable Thread ticker;
  private static boolean ended;

  private StatusLine() {}

  /** Shows a line in place of the former one. */
  public static synchronized void show(Supplier<String> text) {
    if (!ended) {
      shown = text;
      draw(text);
      if (ticker == null) {
        ticker = new Thread(StatusLine::redraw, "status-line");
        ticker.setDaemon(true);
        ticker.start();
      }
    }
  }

  /** Removes the line, before anything else is printed or at the end. */
  public static synchronized void clear() {
    if (shown != null) {
      shown = null;
      EscapingPrintStream.writeUnescaped(System.err, CLEAR);
    }
  }

  /** Removes the line for good: the process is about to end. */
  public static synchronized void end() {
    clear();
    ended = true;
  }

  private static void draw(Supplier<String> text) {
    EscapingPrintStream.writeUnescaped(
        System.err, CLEAR + WITHOUT_WRAP + ControlCharacters.escape(text.get()) + WITH_WRAP);
  }

  private static void redraw() {
    try {
      do {
        TimeUnit.MILLISECONDS.sleep(REDRAW_MS);
      } while (isRedrawn());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static synchronized boolean isRedrawn() {
    if (shown == null) {
      ticker = null;
      return false;
    }
    draw(shown);
    return true;
  }
}
