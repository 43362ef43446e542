package io.musicreclass.ledger.listing;

import io.musicreclass.ledger.db.SqlSession;
import io.musicreclass.ledger.text.FoldedText;
import java.util.ArrayList;
import java.util.List;

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

  /** Whether there are words that an index can find. */
  boolean isIndexed() {
    return !parts.isEmpty() || !beginnings.isEmpty();
  }

  /** A query and its arguments. */
  record Sql(String text, List<Object> arguments) {}

  /** Selects the files' row numbers, as {@code id}, by the indexes. */
  Sql select() {
    if (parts.isEmpty()) {
      return words();
    }
    List<Object> arguments = new ArrayList<>();
    arguments.add(String.join(" AND ", parts.stream().map(WordSearch::quoted).toList()));
    String select = "SELECT rowid AS id FROM song_parts WHERE song_parts MATCH ?";
    if (beginnings.isEmpty()) {
      return new Sql(select, arguments);
    }
    arguments.addAll(words().arguments());
    // The sign keeps SQLite from searching once for each row number.
    return new Sql(select + " AND +rowid IN (" + words().text() + ")", arguments);
  }

  private Sql words() {
    return new Sql(
        "SELECT rowid AS id FROM song_words WHERE song_words MATCH ?",
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

  /** Whether the indexes find more files than that. */
  boolean findsMoreThan(SqlSession reader, int files) {
    List<Object> arguments = new ArrayList<>(select().arguments());
    arguments.add(files + 1);
    String query = "SELECT count(*) FROM (" + select().text() + " LIMIT ?)";
    return reader.count(query, arguments.toArray()) > files;
  }

  /** Conditions on a row {@code l}, for words that are in many. */
  List<Sql> conditions() {
    List<Sql> conditions = new ArrayList<>(signConditions());
    if (!beginnings.isEmpty()) {
      conditions.add(new Sql("+l.id IN (" + words().text() + ")", words().arguments()));
    }
    parts.forEach(part -> conditions.add(contains(part)));
    return conditions;
  }

  /** Conditions on a row {@code l} for what no index has: short words without a letter or digit. */
  List<Sql> signConditions() {
    return signs.stream().map(WordSearch::contains).toList();
  }

  private static Sql contains(String word) {
    return new Sql(
        "instr((SELECT x.text FROM listing_text x WHERE x.id = l.id), ?) > 0", List.of(word));
  }
}
