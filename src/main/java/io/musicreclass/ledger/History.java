package io.musicreclass.ledger;

import io.musicreclass.track.SongFile;
import io.musicreclass.track.TrackId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Pages of what happened, newest first. A page is found by an index, however deep it lies. */
final class History {
  private static final String FILES =
      "SELECT f.seq AS seq, f.path AS path, f.state AS state, t.id AS id, v.shown_genre AS genre,"
          + " iif(v.person IS NULL, v.confidence, 1) AS confidence, v.shown_sure AS sure, v.stage,"
          + " f.reason AS reason, f.at AS at FROM files f LEFT JOIN tracks t ON t.key = f.track"
          + " LEFT JOIN verdicts v ON v.track = f.track WHERE f.seq < ?";

  private static final String VERDICTS =
      "SELECT v.seq AS seq, coalesce((SELECT f.path FROM files f WHERE f.track = v.track"
          + " ORDER BY f.state = 'duplicate', f.seq DESC LIMIT 1), v.path) AS path,"
          + " 'done' AS state, t.id AS id, v.shown_genre AS genre,"
          + " iif(v.person IS NULL, v.confidence, 1) AS confidence, v.shown_sure AS sure, v.stage,"
          + " NULL AS reason, v.at AS at FROM verdicts v JOIN tracks t ON t.key = v.track"
          + " WHERE v.seq < ?";

  private History() {}

  static List<TrackRow> page(Session reader, Filter filter, long beforeSeq, int limit) {
    List<Object> arguments = new ArrayList<>(List.of(beforeSeq));
    StringBuilder sql = new StringBuilder();
    if (filter instanceof Filter.Everything) {
      sql.append(FILES);
    } else if (filter instanceof Filter.InState in) {
      sql.append(FILES).append(" AND f.state = ?");
      arguments.add(in.state().toString());
    } else if (filter instanceof Filter.Decided d) {
      sql.append(VERDICTS);
      // Without the plus, SQLite may walk the index of all sure verdicts to find a rare genre.
      String other = d.genre() == null ? " AND " : " AND +";
      if (d.genre() != null) {
        sql.append(" AND v.shown_genre = ?");
        arguments.add(d.genre());
      }
      if (d.sure() != null) {
        sql.append(other).append("v.shown_sure = ?");
        arguments.add(d.sure());
      }
      if (d.stage() != null) {
        sql.append(other).append("v.stage = ?");
        arguments.add(d.stage());
      }
    }
    arguments.add(limit);
    return reader.list(
        History::read, sql.append(" ORDER BY 1 DESC LIMIT ?").toString(), arguments.toArray());
  }

  private static TrackRow read(ResultSet row) throws SQLException {
    String id = row.getString("id");
    String genre = row.getString("genre");
    return new TrackRow(
        row.getLong("seq"),
        SongFile.path(row.getBytes("path")),
        FileState.of(row.getString("state")),
        id == null ? null : new TrackId(id),
        genre == null
            ? null
            : new TrackRow.Summary(
                genre, row.getDouble("confidence"), row.getBoolean("sure"), row.getInt("stage")),
        row.getString("reason"),
        Columns.instant(row.getLong("at")));
  }
}
