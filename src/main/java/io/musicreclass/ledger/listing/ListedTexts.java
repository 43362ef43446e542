package io.musicreclass.ledger.listing;

import io.musicreclass.ledger.text.FoldedText;
import io.musicreclass.track.GenreTag;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Texts of a file in the form in which the listing compares, sorts and searches them. */
final class ListedTexts {
  /** Separates texts that are searched as one; no word of a query contains it. */
  private static final String BETWEEN = "\n";

  private static final String BAR = "|";
  private static final Pattern FOLDERS = Pattern.compile("^.*/", Pattern.DOTALL);
  private static final Pattern EXTENSION =
      Pattern.compile("\\.[a-z0-9]{2,5}$", Pattern.CASE_INSENSITIVE);

  /** Most characters of a text that are searched. */
  private static final int SEARCHED = 4096;

  /** Most characters by which titles are sorted. */
  private static final int SORTED = 100;

  private ListedTexts() {}

  /** The genres of a column with line ends between them, folded, each between bars. */
  static String genres(String column) {
    if (column.isEmpty()) {
      return "";
    }
    String names =
        GenreTag.of(column.replace("\n", "; ")).names().stream()
            .sorted()
            .collect(Collectors.joining(BAR));
    return names.isEmpty() ? "" : BAR + names + BAR;
  }

  /** Whether the genres of a file, as {@link #genres} gives them, contain one. */
  static boolean contains(String genres, String foldedGenre) {
    return genres.contains(BAR + foldedGenre + BAR);
  }

  /** The title for sorting, or the name of the file without folders and extension. */
  static String title(String title, String path) {
    String name =
        title.isEmpty()
            ? EXTENSION.matcher(FOLDERS.matcher(path).replaceFirst("")).replaceFirst("")
            : title;
    String folded = FoldedText.of(name).strip();
    return folded.substring(0, Math.min(SORTED, folded.length()));
  }

  /** The text in which words are searched. */
  static String searched(String... texts) {
    return Arrays.stream(texts)
        .map(text -> FoldedText.of(text.substring(0, Math.min(SEARCHED, text.length()))))
        .collect(Collectors.joining(BETWEEN));
  }
}
