package io.musicreclass.ledger;

import io.musicreclass.ledger.db.SqlSession;
import io.musicreclass.ledger.listing.Listing;
import io.musicreclass.ledger.rows.FileState;
import io.musicreclass.ledger.rows.HistoryFilter;
import io.musicreclass.ledger.rows.HistoryOrder;
import io.musicreclass.ledger.rows.TrackRow;
import io.musicreclass.ledger.sql.Columns;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.TrackId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pages of the history. An index finds every page of all songs or those of a verdict, newest first,
 * however far back; all other pages come from the {@link Listing}.
 */
final class History {
  private static final String FILES =
      "SELECT f.seq AS seq, NULL AS key, f.path AS path, f.state AS state, t.id AS id, v.shown_genre AS genre,"
          + " iif(v.person IS NULL, v.confidence, 1) AS confidence, v.shown_sure AS sure, v.stage,"
          + " f.reason AS reason, f.mend AS mend, f.at AS at FROM files f"
          + " LEFT JOIN tracks t ON t.key = f.track LEFT JOIN verdicts v ON v.track = f.track"
          + " WHERE f.seq < ?";

  private static final String VERDICTS =
      "SELECT v.seq AS seq, NULL AS key, coalesce((SELECT f.path FROM files f WHERE f.track = v.track"
          + " ORDER BY f.state = 'duplicate', f.seq DESC LIMIT 1), v.path) AS path,"
          + " 'done' AS state, t.id AS id, v.shown_genre AS genre,"
          + " iif(v.person IS NULL, v.confidence, 1) AS confidence, v.shown_sure AS sure, v.stage,"
          + " NULL AS reason, NULL AS mend, v.at AS at FROM verdicts v"
          + " JOIN tracks t ON t.key = v.track WHERE v.seq < ?";

  private final StringBuilder sql = new StringBuilder();
  private final List<Object> arguments = new ArrayList<>();

  private History(long beforeSeq) {
    arguments.add(beforeSeq);
  }

  /** Whether a page comes from the {@link Listing}. */
  static boolean isListed(HistoryFilter filter, HistoryOrder order) {
    return !filter.words().isEmpty()
        || !filter.tags().isEmpty()
        || filter.reviewed() != null
        || !filter.file().equals(HistoryFilter.OfFile.ANY)
        || !order.equals(HistoryOrder.NEWEST_FIRST);
  }

  static List<TrackRow> page(
      SqlSession reader,
      HistoryFilter filter,
      HistoryOrder order,
      HistoryOrder.@Nullable Position after,
      int limit) {
    if (isListed(filter, order)) {
      return Listing.page(reader, filter, order, after, limit, History::read);
    }
    History history = new History(after == null ? Long.MAX_VALUE : after.seq());
    boolean songs =
        filter.state() == FileState.DONE || (filter.state() == null && filter.asksVerdict());
    history.sql.append(songs ? VERDICTS : FILES);
    if (!songs && filter.state() != null) {
      history.also("f.state = ?", filter.state().toString());
    }
    history.verdict(filter);
    history.arguments.add(limit);
    return reader.list(
        History::read,
        history.sql.append(" ORDER BY 1 DESC LIMIT ?").toString(),
        history.arguments.toArray());
  }

  private void verdict(HistoryFilter filter) {
    // Without the plus, SQLite may scan the index of all sure verdicts to find a rare genre.
    String plus = filter.genre() == null ? "" : "+";
    also("v.shown_genre = ?", filter.genre());
    also(plus + "v.shown_sure = ?", filter.sure());
    also(plus + "v.stage = ?", filter.stage());
  }

  private void also(String condition, @Nullable Object value) {
    if (value != null) {
      sql.append(" AND ").append(condition);
      arguments.add(value);
    }
  }

  private static TrackRow read(ResultSet row) throws SQLException {
    String id = row.getString("id");
    String genre = row.getString("genre");
    Object key = row.getObject("key");
    return new TrackRow(
        row.getLong("seq"),
        key == null ? null : key.toString(), // a text of SQLite would round a number
        SongFile.path(row.getBytes("path")),
        FileState.of(row.getString("state")),
        id == null ? null : new TrackId(id),
        genre == null
            ? null
            : new TrackRow.Summary(
                genre, row.getDouble("confidence"), row.getBoolean("sure"), row.getInt("stage")),
        row.getString("reason"),
        row.getString("mend"),
        Columns.instant(row.getLong("at")));
  }
}
