package io.musicreclass.ledger.text;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Text in a form in which spellings that look alike are equal. */
public final class FoldedText {
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final Pattern IDEOGRAPH =
      Pattern.compile("[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]");

  /** Letters that Unicode does not take apart, and signs that keyboards lack. */
  private static final Map<Character, String> PLAIN =
      Map.ofEntries(
          Map.entry('ł', "l"),
          Map.entry('ø', "o"),
          Map.entry('đ', "d"),
          Map.entry('ð', "d"),
          Map.entry('þ', "th"),
          Map.entry('ß', "ss"),
          Map.entry('æ', "ae"),
          Map.entry('œ', "oe"),
          Map.entry('ħ', "h"),
          Map.entry('ŧ', "t"),
          Map.entry('ŋ', "n"),
          Map.entry('ς', "σ"),
          Map.entry('‘', "'"),
          Map.entry('’', "'"),
          Map.entry('“', "\""),
          Map.entry('”', "\""),
          Map.entry('‐', "-"),
          Map.entry('–', "-"),
          Map.entry('—', "-"));

  private FoldedText() {}

  /** Without case and accents; control characters are blanks. */
  public static String of(String text) {
    String plain = withoutMarks(text);
    // By the upper case, so that ß is ss and ı is i.
    String lower = plain.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    StringBuilder folded = new StringBuilder(lower.length());
    for (int i = 0; i < lower.length(); i++) {
      char letter = lower.charAt(i);
      String other = letter < 0x80 ? null : PLAIN.get(letter);
      if (other != null) {
        folded.append(other);
      } else {
        folded.append(Character.isISOControl(letter) ? ' ' : letter);
      }
    }
    return folded.toString();
  }

  /** The words of a query, folded. */
  public static List<String> words(String query) {
    return Arrays.stream(BLANKS.split(of(query))).filter(word -> !word.isEmpty()).toList();
  }

  /** Makes a word of each sign of a script that is written without blanks. */
  public static String separated(String folded) {
    return IDEOGRAPH.matcher(folded).replaceAll(" $0 ").strip();
  }

  /**
   * The form in which different spellings of a name are equal: without case, accents, blanks and
   * punctuation. A name that consists only of those stays as it is.
   */
  public static String key(String name) {
    if (name.isEmpty()) {
      return name;
    }
    String plain = withoutMarks(name);
    String key = NO_LETTERS.matcher(plain.toLowerCase(Locale.ROOT)).replaceAll("");
    return key.isEmpty() ? name.strip() : key;
  }

  private static String withoutMarks(String text) {
    return text.chars().allMatch(letter -> letter < 0x80)
        ? text
        : MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
  }
}
