package io.musicreclass.ledger.listing;

import io.musicreclass.ledger.db.SqlSession;
import io.musicreclass.ledger.text.FoldedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds files by words. Those of three letters or more are found anywhere, by an index of trigrams;
 * shorter ones at the beginning of a word, by an index of words.
 */
final class WordSearch {
  private static final int TRIGRAM = 3;

  private final List<String> parts = new ArrayList<>();
  private final List<String> beginnings = new ArrayList<>();
  private final List<String> signs = new ArrayList<>();

  WordSearch(List<String> words) {
    for (String word : words.stream().flatMap(w -> FoldedText.words(w).stream()).toList()) {
      if (word.codePointCount(0, word.length()) >= TRIGRAM) {
        parts.add(word);
      } else if (word.codePoints().anyMatch(Character::isLetterOrDigit)) {
        beginnings.add(word);
      } else {
        signs.add(word);
      }
    }
  }

  /** A part of a query and its arguments. */
  record Sql(String text, List<Object> arguments) {}

  boolean isEmpty() {
    return parts.isEmpty() && beginnings.isEmpty() && signs.isEmpty();
  }

  /**
   * The row numbers of the files that have the words; some of them if they are more than a limit.
   */
  List<Long> files(SqlSession reader, int limit) {
    Sql select = select();
    List<Object> arguments = new ArrayList<>(select.arguments);
    arguments.add(limit);
    return reader.list(row -> row.getLong(1), select.text + " LIMIT ?", arguments.toArray());
  }

  private Sql select() {
    List<Object> arguments = new ArrayList<>();
    if (parts.isEmpty() && beginnings.isEmpty()) {
      arguments.addAll(signs);
      String also = " AND instr(text, ?) > 0".repeat(signs.size() - 1);
      return new Sql("SELECT id FROM listing_text WHERE instr(text, ?) > 0" + also, arguments);
    }
    if (parts.isEmpty()) {
      return words();
    }
    arguments.add(String.join(" AND ", parts.stream().map(WordSearch::quoted).toList()));
    String select = "SELECT rowid FROM song_parts WHERE song_parts MATCH ?";
    if (beginnings.isEmpty()) {
      return new Sql(select, arguments);
    }
    arguments.addAll(words().arguments);
    // The sign keeps SQLite from searching once for each row number.
    return new Sql(select + " AND +rowid IN (" + words().text + ")", arguments);
  }

  private Sql words() {
    return new Sql(
        "SELECT rowid FROM song_words WHERE song_words MATCH ?",
        List.of(
            String.join(
                " AND ",
                beginnings.stream()
                    .map(word -> quoted(FoldedText.separated(word)) + " *")
                    .toList())));
  }

  /** A text, whatever it contains, as FTS5 writes it. */
  private static String quoted(String word) {
    return '"' + word.replace("\"", "\"\"") + '"';
  }

  /** Conditions on a row {@code l}, for words that are in many. */
  List<Sql> conditions() {
    List<Sql> conditions = new ArrayList<>();
    if (!beginnings.isEmpty()) {
      conditions.add(new Sql("+l.id IN (" + words().text + ")", words().arguments));
    }
    contained(Stream.concat(signs.stream(), parts.stream()).toList()).ifPresent(conditions::add);
    return conditions;
  }

  /** The same for what no index has: short words without a letter or digit. */
  List<Sql> signConditions() {
    return contained(signs).stream().toList();
  }

  /** Reads the text of a row once for all words. */
  private static Optional<Sql> contained(List<String> words) {
    return words.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Sql(
                "EXISTS (SELECT 1 FROM listing_text x WHERE x.id = l.id"
                    + " AND instr(x.text, ?) > 0".repeat(words.size())
                    + ")",
                List.copyOf(words)));
  }
}
