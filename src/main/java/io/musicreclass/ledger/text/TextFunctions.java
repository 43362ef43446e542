package io.musicreclass.ledger.text;

import io.musicreclass.track.GenreSet;
import io.musicreclass.track.GenreTag;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The functions of SQL by which the ledger's triggers fold text; NULL is an empty text. */
public final class TextFunctions {
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

  private TextFunctions() {}

  /** Adds the functions to a connection. */
  public static void register(Connection connection) throws SQLException {
    define(connection, "name_key", texts -> FoldedText.key(texts.get(0)));
    define(connection, "genre_key", texts -> GenreSet.fold(texts.get(0)));
    define(connection, "genre_names", texts -> genreNames(texts.get(0)));
    define(connection, "song_title", texts -> title(texts.get(0), texts.get(1)));
    define(connection, "search_text", TextFunctions::searched);
    define(connection, "search_words", texts -> FoldedText.separated(texts.get(0)));
  }

  /** The genres of a column with line ends between them, each between bars. */
  static String genreNames(String column) {
    if (column.isEmpty()) {
      return "";
    }
    String names =
        GenreTag.of(column.replace("\n", "; ")).names().stream()
            .sorted()
            .collect(Collectors.joining(BAR));
    return names.isEmpty() ? "" : BAR + names + BAR;
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

  private static String searched(List<String> texts) {
    return texts.stream()
        .map(text -> FoldedText.of(text.substring(0, Math.min(SEARCHED, text.length()))))
        .collect(Collectors.joining(BETWEEN));
  }

  private static void define(
      Connection connection, String name, Function<List<String>, String> function)
      throws SQLException {
    org.sqlite.Function.create(
        connection,
        name,
        new org.sqlite.Function() {
          @Override
          protected void xFunc() throws SQLException {
            @Nullable String[] texts = new String[args()];
            for (int i = 0; i < texts.length; i++) {
              texts[i] = value_text(i);
            }
            result(
                function.apply(
                    Arrays.stream(texts).map(text -> text == null ? "" : text).toList()));
          }
        });
  }
}
