package io.musicreclass.organize;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes names for files and folders of whatever is written in tags: one component, good on Linux,
 * Windows and macOS alike, in Unicode's composed form (NFC).
 */
final class SafeName {
  /** Bytes in UTF-8; file systems take 255, and a number may have to be added. */
  static final int MOST_BYTES = 200;

  /** What no file system, or not every one, takes; and what is not shown. */
  private static final Pattern FORBIDDEN =
      Pattern.compile("[/\\\\:*?\"<>|\ufffd\\p{Cc}\\p{Co}\\p{Cn}\\p{Cs}]");

  private static final Pattern UNSEEN = Pattern.compile("\\p{Cf}+");
  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");
  private static final Pattern ENDING = Pattern.compile("\\.[A-Za-z0-9]{1,10}$");
  private static final Pattern WINDOWS =
      Pattern.compile("(?i)(CON|PRN|AUX|NUL|(COM|LPT)[0-9\u00b9\u00b2\u00b3])(\\..*)?");

  private SafeName() {}

  /** A folder's name. */
  static String folder(String text) {
    return clean(text, MOST_BYTES);
  }

  /** A file's name; the ending, such as {@code .mp3}, stays whole. */
  static String file(String text) {
    Matcher ending = ENDING.matcher(text);
    if (!ending.find() || ending.start() == 0) {
      return clean(text, MOST_BYTES);
    }
    String name = clean(text.substring(0, ending.start()), MOST_BYTES - ending.group().length());
    return name + ending.group();
  }

  /** The same file name with a number before its ending: {@code song (2).mp3}. */
  static String numbered(String file, int number) {
    Matcher ending = ENDING.matcher(file);
    int at = ending.find() ? ending.start() : file.length();
    return String.format(
        Locale.ROOT, "%s (%d)%s", file.substring(0, at), number, file.substring(at));
  }

  private static String clean(String text, int mostBytes) {
    String name = Normalizer.normalize(text, Normalizer.Form.NFC);
    name = UNSEEN.matcher(BLANKS.matcher(name).replaceAll(" ")).replaceAll("");
    name = FORBIDDEN.matcher(name).replaceAll("_").strip();
    if (name.startsWith(".")) {
      name = "_" + name.substring(1); // hidden, or a way out
    }
    name = trimmed(cut(name, mostBytes));
    if (name.isEmpty()) {
      return "_";
    }
    return WINDOWS.matcher(name).matches() ? "_" + name : name;
  }

  /** As many whole characters as fit. */
  private static String cut(String text, int mostBytes) {
    int bytes = 0;
    for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
      bytes += Character.toString(text.codePointAt(i)).getBytes(StandardCharsets.UTF_8).length;
      if (bytes > mostBytes) {
        return text.substring(0, i);
      }
    }
    return text;
  }

  /** Windows drops dots and spaces at the end, and then does not find the file. */
  private static String trimmed(String text) {
    int end = text.length();
    while (end > 0 && (text.charAt(end - 1) == '.' || text.charAt(end - 1) == ' ')) {
      end--;
    }
    return text.substring(0, end);
  }
}
