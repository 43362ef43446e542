package io.musicreclass.ledger.listing;

import io.musicreclass.ledger.db.SqlSession;
import io.musicreclass.ledger.rows.FileState;
import io.musicreclass.ledger.rows.HistoryFilter;
import io.musicreclass.ledger.rows.HistoryFilter.Agreement;
import io.musicreclass.ledger.rows.HistoryOrder;
import io.musicreclass.ledger.rows.HistoryOrder.By;
import io.musicreclass.ledger.rows.TrackRow;
import io.musicreclass.ledger.sql.PathPrefix;
import io.musicreclass.ledger.text.FoldedText;
import io.musicreclass.track.GenreSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The SQL of a page. Words of few files are looked up. Otherwise the first rows in the order are
 * tested, which an index has; if too few of them match, all rows are: the table is narrow, so that
 * no combination of conditions takes long.
 */
final class ListingQuery {
  /** Words with more files than this are common. */
  private static final int COMMON = 5_000;

  /** Number of rows that are tested in their order. */
  private static final int FIRST = 3_000;

  private static final String LISTED_FILES =
      "json_each(?) w CROSS JOIN listing l ON l.id = w.value";

  private final HistoryFilter filter;
  private final HistoryOrder order;
  private final boolean songs;
  private final String cursor;
  private final String key;
  private final String direction;
  private final WordSearch words;

  ListingQuery(HistoryFilter filter, HistoryOrder order) {
    this.filter = filter;
    this.order = order;
    words = new WordSearch(filter.words());
    songs =
        filter.state() == FileState.DONE
            || (filter.state() == null && (filter.asksVerdict() || order.by().isOfVerdict()));
    String time = songs ? "l.voted" : "l.seq";
    cursor = order.by() == By.TIME ? time : "l.id";
    key = order.by() == By.TIME ? "NULL" : "l." + order.by();
    direction = order.descending() ? " DESC" : "";
  }

  List<TrackRow> page(
      SqlSession reader,
      HistoryOrder.@Nullable Position after,
      int limit,
      SqlSession.Row<TrackRow> row) {
    Conditions range = range(after);
    if (!words.isEmpty()) {
      List<Long> files = words.files(reader, COMMON + 1);
      if (files.size() <= COMMON) {
        Conditions all = range.and(filtered(false)).and(words.signConditions());
        return select(reader, LISTED_FILES, List.of(files.toString()), all, limit, row);
      }
    }
    Conditions firstOnes = filtered(true).and(words.conditions());
    if (firstOnes.isEmpty()) {
      return select(reader, "listing l", List.of(), range, limit, row);
    }
    String first =
        "(SELECT l.id AS id FROM listing l" + range.where() + orderBy() + " LIMIT " + FIRST + ")";
    List<TrackRow> page =
        select(
            reader,
            first + " o CROSS JOIN listing l ON l.id = o.id",
            range.arguments,
            firstOnes,
            limit,
            row);
    return page.size() == limit
        ? page
        : select(
            reader,
            "listing l NOT INDEXED",
            List.of(),
            range.and(filtered(false)).and(words.conditions()),
            limit,
            row);
  }

  /** The rows behind a position. The signs keep SQLite from the order of the row numbers. */
  private Conditions range(HistoryOrder.@Nullable Position after) {
    Conditions range = new Conditions().add(songs ? "l.voted IS NOT NULL" : "+l.id > 0");
    String beyond = order.descending() ? " < ?" : " > ?";
    if (after == null) {
      return range;
    }
    if (order.by() == By.TIME) {
      return range.add(cursor + beyond, after.seq());
    }
    Object value = value(Objects.requireNonNullElse(after.key(), ""));
    return range
        .add(key + (order.descending() ? " <= ?" : " >= ?"), value)
        .add("(" + key + beyond + " OR +" + cursor + beyond + ")", value, after.seq());
  }

  private Object value(String text) {
    return switch (order.by()) {
      case CONFIDENCE -> Double.valueOf(text);
      case STAGE -> Integer.valueOf(text);
      case TITLE, GENRE, TIME -> text;
    };
  }

  /**
   * What the filter asks, apart from the words.
   *
   * @param few whether only some rows will be tested
   */
  private Conditions filtered(boolean few) {
    Conditions all = new Conditions();
    HistoryFilter.OfFile file = filter.file();
    if (!songs) {
      all.also("l.state = ?", Objects.toString(filter.state(), null));
    }
    all.also("+l.genre = ?", filter.genre());
    all.also("l.sure = ?", filter.sure());
    all.also("+l.stage = ?", filter.stage());
    all.also("l.reviewed = ?", filter.reviewed());
    all.also("l.artist = ?", file.artist() == null ? null : FoldedText.key(file.artist()));
    all.also("l.album = ?", file.album() == null ? null : FoldedText.key(file.album()));
    if (file.folder() != null) {
      all.add(
          "l.path >= ? AND l.path < ?",
          PathPrefix.first(file.folder()),
          PathPrefix.end(file.folder()));
    }
    if (file.agreement() != null) {
      agreement(all, file.agreement(), file.genres());
    }
    String tagged =
        few
            ? "EXISTS (SELECT 1 FROM verdict_tags g WHERE g.tag = ? AND g.track = l.track)"
            : "+l.track IN (SELECT track FROM verdict_tags WHERE tag = ?)";
    filter.tags().forEach(tag -> all.add(tagged, tag));
    return all;
  }

  private static void agreement(Conditions all, Agreement agreement, List<String> genres) {
    String known = "0" + " OR instr(l.tagged, ?)".repeat(genres.size());
    Object[] names = genres.stream().map(genre -> '|' + GenreSet.fold(genre) + '|').toArray();
    switch (agreement) {
      case AGREE -> all.add("l.agrees = 1");
      case UNTAGGED -> all.add("l.tagged = ''");
      case DIFFER -> all.add("l.agrees = 0 AND (" + known + ")", names);
      case UNKNOWN -> all.add("l.agrees = 0 AND NOT (" + known + ")", names);
    }
  }

  private String orderBy() {
    String second = order.by() == By.TIME ? "" : ", " + cursor + direction;
    return " ORDER BY " + (order.by() == By.TIME ? cursor : key) + direction + second;
  }

  /** The rows of the page are selected first, so that the other tables are read for them only. */
  private List<TrackRow> select(
      SqlSession reader,
      String from,
      List<Object> arguments,
      Conditions conditions,
      int limit,
      SqlSession.Row<TrackRow> row) {
    List<Object> all = new ArrayList<>(arguments);
    all.addAll(conditions.arguments);
    all.add(limit);
    String sql =
        "SELECT l.seq AS seq, l.key AS key, l.path AS path, "
            + (songs ? "'done'" : "l.state")
            + " AS state, t.id AS id, nullif(l.genre, '') AS genre, l.confidence AS confidence,"
            + " l.sure AS sure, l.stage AS stage, "
            + (songs
                ? "NULL AS reason, NULL AS mend, v.at AS at"
                : "f.reason AS reason, f.mend AS mend, f.at AS at")
            + " FROM (SELECT "
            + cursor
            + " AS seq, "
            + key
            + " AS key, l.id, l.track, l.state, l.path, l.genre, l.confidence, l.sure, l.stage FROM "
            + from
            + conditions.where()
            + orderBy()
            + " LIMIT ?) l LEFT JOIN tracks t ON t.key = l.track"
            + (songs
                ? " LEFT JOIN verdicts v ON v.track = l.track"
                : " LEFT JOIN files f ON f.id = l.id")
            + " ORDER BY "
            + (order.by() == By.TIME ? "1" + direction : "2" + direction + ", 1" + direction);
    return reader.list(row, sql, all.toArray());
  }
}
