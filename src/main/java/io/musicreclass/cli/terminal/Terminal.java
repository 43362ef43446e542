package io.musicreclass.cli.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What standard input, output and error are connected to. */
public final class Terminal {
  private static final int USUAL_WIDTH = 80;
  private static final int NARROWEST = 20;

  private Terminal() {}

  /** Whether this process's file descriptor is a terminal. */
  public static boolean isTerminal(int descriptor) {
    try {
      Path device = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor));
      return device.startsWith("/dev/pts") || device.toString().startsWith("/dev/tty");
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether lines on standard error can be redrawn. */
  public static boolean canRedraw() {
    return isTerminal(2) && canMove(System.getenv());
  }

  /** Whether output to this file descriptor is coloured. */
  public static boolean hasColours(int descriptor) {
    return isTerminal(descriptor) && wantsColours(System.getenv());
  }

  /** Any text in NO_COLOR switches colours off (no-color.org). */
  static boolean wantsColours(Map<String, String> environment) {
    return canMove(environment) && environment.getOrDefault("NO_COLOR", "").isEmpty();
  }

  private static boolean canMove(Map<String, String> environment) {
    return !"dumb".equals(environment.get("TERM"));
  }

  /** Columns of the terminal; 80 if there is none. */
  public static int width() {
    String width = System.getenv().getOrDefault("COLUMNS", "");
    return parse(width.isEmpty() ? fromStty() : width);
  }

  static int parse(String width) {
    return width.matches("\\d{1,4}") && Integer.parseInt(width) >= NARROWEST
        ? Integer.parseInt(width)
        : USUAL_WIDTH;
  }

  /** The size as the kernel knows it, which the JDK does not ask for. */
  private static String fromStty() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return stty.waitFor(1, TimeUnit.SECONDS) ? size.strip().replaceFirst("^\\d+ ", "") : "";
    } catch (IOException e) {
      return ""; // no terminal, or no stty
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
