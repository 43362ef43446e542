package io.musicreclass.cli.terminal;

/** Texts in columns, where a character of Chinese, Japanese or Korean takes two. */
public final class Columns {
  private static final String CUT = "…";

  /** First and last code points that are two columns wide (Unicode, East Asian Width W and F). */
  private static final int[] WIDE = {
    0x1100, 0x115f, 0x231a, 0x231b, 0x23e9, 0x23ec, 0x2e80, 0x303e, 0x3041, 0x33ff, 0x3400, 0x4dbf,
    0x4e00, 0x9fff, 0xa000, 0xa4cf, 0xa960, 0xa97f, 0xac00, 0xd7a3, 0xf900, 0xfaff, 0xfe30, 0xfe6f,
    0xff00, 0xff60, 0xffe0, 0xffe6, 0x1f300, 0x1f64f, 0x1f680, 0x1f6ff, 0x1f900, 0x1f9ff, 0x1fa70,
    0x1faff, 0x20000, 0x3fffd
  };

  private Columns() {}

  /** Number of columns that a text takes. */
  public static int width(String text) {
    return text.codePoints().map(Columns::width).sum();
  }

  private static int width(int character) {
    switch (Character.getType(character)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> {
        return 0;
      }
      default -> {
        for (int i = 0; i < WIDE.length && WIDE[i] <= character; i += 2) {
          if (character <= WIDE[i + 1]) {
            return 2;
          }
        }
        return 1;
      }
    }
  }

  /** The text in exactly so many columns: filled with spaces, or with its middle cut out. */
  public static String fit(String text, int columns) {
    String shown = cut(text, columns);
    return shown + " ".repeat(columns - width(shown));
  }

  /** The text in at most so many columns; a longer one loses its middle. */
  public static String cut(String text, int columns) {
    if (width(text) <= columns) {
      return text;
    }
    int left = (columns - 1) / 2;
    int start = 0;
    for (int used = 0; start < text.length(); ) {
      int character = text.codePointAt(start);
      used += width(character);
      if (used > left) {
        break;
      }
      start += Character.charCount(character);
    }
    int end = text.length();
    for (int used = width(text.substring(0, start)) + 1; end > start; ) {
      int character = text.codePointBefore(end);
      used += width(character);
      if (used > columns) {
        break;
      }
      end -= Character.charCount(character);
    }
    return text.substring(0, start) + CUT + text.substring(end);
  }
}
