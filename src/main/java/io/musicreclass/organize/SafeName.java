package io.musicreclass.organize;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes file and folder names from texts such as tags: one path component that is valid on Linux,
 * Windows and macOS, in Unicode's composed form (NFC).
 */
final class SafeName {
  /** Length limit in UTF-8 bytes: file systems allow 255, and a number may be added. */
  static final int MAX_BYTES = 200;

  /** Characters that some file system does not allow, or that are not displayed. */
  private static final Pattern FORBIDDEN =
      Pattern.compile("[/\\\\:*?\"<>|\ufffd\\p{Cc}\\p{Co}\\p{Cn}\\p{Cs}]");

  private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}+");
  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");
  private static final Pattern EXTENSION = Pattern.compile("\\.[A-Za-z0-9]{1,10}$");
  private static final Pattern WINDOWS =
      Pattern.compile("(?i)(CON|PRN|AUX|NUL|(COM|LPT)[0-9\u00b9\u00b2\u00b3])(\\..*)?");

  private SafeName() {}

  /** A valid folder name. */
  static String folder(String text) {
    return clean(text, MAX_BYTES);
  }

  /** A valid file name; an extension such as {@code .mp3} is preserved. */
  static String file(String text) {
    Matcher extension = EXTENSION.matcher(text);
    if (!extension.find() || extension.start() == 0) {
      return clean(text, MAX_BYTES);
    }
    String name =
        clean(text.substring(0, extension.start()), MAX_BYTES - extension.group().length());
    return name + extension.group();
  }

  /** The file name with a number before its extension: {@code song (2).mp3}. */
  static String numbered(String file, int number) {
    Matcher extension = EXTENSION.matcher(file);
    int at = extension.find() ? extension.start() : file.length();
    return String.format(
        Locale.ROOT, "%s (%d)%s", file.substring(0, at), number, file.substring(at));
  }

  private static String clean(String text, int maxBytes) {
    String name = Normalizer.normalize(text, Normalizer.Form.NFC);
    name = INVISIBLE.matcher(BLANKS.matcher(name).replaceAll(" ")).replaceAll("");
    name = FORBIDDEN.matcher(name).replaceAll("_").strip();
    if (name.startsWith(".")) {
      name = "_" + name.substring(1); // a hidden file, or the parent folder
    }
    name = trimmed(cut(name, maxBytes));
    if (name.isEmpty()) {
      return "_";
    }
    return WINDOWS.matcher(name).matches() ? "_" + name : name;
  }

  /** The longest prefix of whole characters that fits. */
  private static String cut(String text, int maxBytes) {
    int bytes = 0;
    for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
      bytes += Character.toString(text.codePointAt(i)).getBytes(StandardCharsets.UTF_8).length;
      if (bytes > maxBytes) {
        return text.substring(0, i);
      }
    }
    return text;
  }

  /** Without trailing dots and spaces, which Windows drops and then does not find the file. */
  private static String trimmed(String text) {
    int end = text.length();
    while (end > 0 && (text.charAt(end - 1) == '.' || text.charAt(end - 1) == ' ')) {
      end--;
    }
    return text.substring(0, end);
  }
}
