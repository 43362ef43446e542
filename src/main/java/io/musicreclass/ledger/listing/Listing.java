package io.musicreclass.ledger.listing;

import io.musicreclass.ledger.db.SqlSession;
import io.musicreclass.ledger.rows.HistoryFilter;
import io.musicreclass.ledger.rows.HistoryOrder;
import io.musicreclass.ledger.rows.TrackRow;
import io.musicreclass.ledger.sql.Columns;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table of what the history shows. */
public final class Listing {
  /** Files per transaction; limited because the workers wait for it. */
  private static final int BATCH = 200;

  private Listing() {}

  /**
   * A page.
   *
   * @param after the last row of the page before; null for the first page
   * @param row reads the columns of {@link TrackRow}
   */
  public static List<TrackRow> page(
      SqlSession reader,
      HistoryFilter filter,
      HistoryOrder order,
      HistoryOrder.@Nullable Position after,
      int limit,
      SqlSession.Row<TrackRow> row) {
    return new ListingQuery(filter, order).page(reader, after, limit, row);
  }

  /** Number of files and verdicts that are not listed yet, about; 0 if all are. */
  public static int missing(SqlSession reader) {
    return reader
        .first(
            row -> row.getInt(1),
            "SELECT max(1, (SELECT count(*) FROM files WHERE id <= r.file)) FROM listing_rest r")
        .orElse(0);
  }

  /**
   * Lists some files that were stored before there was a listing, or else some verdicts without a
   * file; one transaction.
   *
   * @return false if all are listed
   */
  public static boolean add(SqlSession writer) {
    return writer.transaction(
        () ->
            writer
                .first(
                    row -> new Rest(row.getLong(1), row.getLong(2)), "SELECT * FROM listing_rest")
                .map(rest -> add(writer, rest))
                .orElse(false));
  }

  /** Highest row numbers of what is not listed. */
  private record Rest(long file, long track) {}

  private static boolean add(SqlSession writer, Rest rest) {
    List<Long> files = batch(writer, "SELECT id FROM files WHERE id <= ?", rest.file);
    if (!files.isEmpty()) {
      String rows = Columns.json(files);
      writer.update("INSERT INTO relist_file SELECT value, NULL FROM json_each(?)", rows);
      writer.update("INSERT INTO reindex_file SELECT value FROM json_each(?)", rows);
      writer.update("UPDATE listing_rest SET file = ?", files.get(files.size() - 1) - 1);
      return true;
    }
    List<Long> tracks = batch(writer, "SELECT track FROM verdicts WHERE track <= ?", rest.track);
    if (!tracks.isEmpty()) {
      writer.update(
          "INSERT INTO relist_file SELECT NULL, value FROM json_each(?)", Columns.json(tracks));
      writer.update("UPDATE listing_rest SET track = ?", tracks.get(tracks.size() - 1) - 1);
      return true;
    }
    writer.update("DELETE FROM listing_rest");
    return false;
  }

  private static List<Long> batch(SqlSession writer, String query, long last) {
    return writer.list(row -> row.getLong(1), query + " ORDER BY 1 DESC LIMIT ?", last, BATCH);
  }
}
