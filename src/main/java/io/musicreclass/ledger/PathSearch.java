package io.musicreclass.ledger;

import io.musicreclass.ledger.db.SqlSession;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds files by parts of their path. Rare words are looked up in a trigram index. For common
 * words, and those of one or two letters, the history is scanned, which soon yields a page.
 */
final class PathSearch {
  /** Where {@code f} is a file: it is one of a list. */
  static final String FILE_IN_LIST = "f.id IN (SELECT value FROM json_each(?))";

  /** Where {@code v} is a verdict: one of its song's files is in a list. */
  static final String SONG_IN_LIST =
      "v.track IN (SELECT track FROM files WHERE id IN (SELECT value FROM json_each(?)))";

  /** Where {@code f} is a file: its path is like a pattern. */
  static final String IN_FILE = "CAST(f.path AS TEXT) LIKE ? ESCAPE '\\'";

  /** Where {@code v} is a verdict: the path of one of its song's files is like a pattern. */
  static final String IN_SONG =
      "EXISTS (SELECT 1 FROM files f WHERE f.track = v.track AND " + IN_FILE + ")";

  /** Length of the index's entries in characters. */
  private static final int TRIGRAM = 3;

  /** Words with more files than this are common. */
  private static final int COMMON = 2000;

  private PathSearch() {}

  /** The row numbers of all files with these words, as JSON; empty: scan the history. */
  static Optional<String> files(SqlSession reader, List<String> words) {
    boolean indexed =
        words.stream().allMatch(word -> word.codePointCount(0, word.length()) >= TRIGRAM);
    if (words.isEmpty() || !indexed) {
      return Optional.empty();
    }
    List<Long> found =
        reader.list(
            row -> row.getLong(1),
            "SELECT rowid FROM file_words WHERE file_words MATCH ? LIMIT " + (COMMON + 1),
            words.stream().map(PathSearch::quoted).collect(Collectors.joining(" AND ")));
    return found.size() > COMMON ? Optional.empty() : Optional.of(found.toString());
  }

  private static String quoted(String word) {
    return '"' + word.replace("\"", "\"\"") + '"';
  }

  /** For LIKE: the word anywhere. */
  static String pattern(String word) {
    return "%" + word.replaceAll("([\\\\%_])", "\\\\$1") + "%";
  }
}
