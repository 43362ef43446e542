package io.musicreclass.track;

import org.jspecify.annotations.Nullable;

/**
 * Makes untrusted text (file names, tags, network input) safe for terminals and single-line logs.
 */
public final class ControlCharacters {
  private ControlCharacters() {}

  /**
   * The text on one line with each control character, line separator and direction override written
   * as an escape ({@code \n}, {@code \u001b}). Valid single-line JSON stays valid and keeps its
   * meaning.
   */
  public static String escape(String text) {
    int i = 0;
    while (i < text.length() && !isUnsafe(text.charAt(i))) {
      i++;
    }
    if (i == text.length()) {
      return text;
    }
    StringBuilder escaped = new StringBuilder(text.length() + 16).append(text, 0, i);
    for (; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isUnsafe(c)) {
        append(escaped, c);
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }

  /**
   * A copy for printing, with the same stack trace, causes and suppressed exceptions, each message
   * escaped.
   */
  public static @Nullable Throwable escape(@Nullable Throwable failure) {
    return EscapedThrowable.of(failure);
  }

  private static void append(StringBuilder escaped, char c) {
    switch (c) {
      case '\n' -> escaped.append("\\n");
      case '\r' -> escaped.append("\\r");
      case '\t' -> escaped.append("\\t");
      default -> escaped.append(String.format("\\u%04x", (int) c));
    }
  }

  private static boolean isUnsafe(char c) {
    return c < 0x20
        || (c >= 0x7f && c <= 0x9f) // DEL and C1; some terminals take 0x9b for ESC [
        || c == 0x2028 // line and paragraph separator
        || c == 0x2029
        || c == 0x061c // bidirectional marks and overrides
        || c == 0x200e
        || c == 0x200f
        || (c >= 0x202a && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069);
  }
}
