package io.musicreclass.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Progress on a terminal; nothing where standard error is a file or a pipe. */
final class Terminal {
  private static final int BAR = 30;
  static final String CLEAR = "\r\033[K";

  private final boolean shown = isTerminal();
  private final int total;

  Terminal(int total) {
    this.total = total;
  }

  /** Whether a person looks at standard error. */
  static boolean isTerminal() {
    try {
      Path device = Files.readSymbolicLink(Path.of("/proc/self/fd/2"));
      return device.startsWith("/dev/pts") || device.toString().startsWith("/dev/tty");
    } catch (IOException e) {
      return false;
    }
  }

  /** A bar as wide for any total. */
  static String bar(long done, long total) {
    int full = (int) (done * BAR / total);
    return "[" + "#".repeat(full) + ".".repeat(BAR - full) + "]";
  }

  /** Draws the bar anew. */
  void progress(int done) {
    if (shown && total > 1) {
      System.err.print(CLEAR + bar(done, total) + " " + done + "/" + total);
      System.err.flush();
    }
  }

  /** Takes the bar away, before a line is printed or at the end. */
  void clear() {
    if (shown && total > 1) {
      System.err.print(CLEAR);
      System.err.flush();
    }
  }
}
