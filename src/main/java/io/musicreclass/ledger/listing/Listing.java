package io.musicreclass.ledger.listing;

import io.musicreclass.ledger.db.SqlSession;
import io.musicreclass.ledger.rows.HistoryFilter;
import io.musicreclass.ledger.rows.HistoryOrder;
import io.musicreclass.ledger.rows.SongGroup;
import io.musicreclass.ledger.rows.TrackRow;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table of what the history shows. */
public final class Listing {
  /** Files and songs per transaction; limited because pages and workers wait for it. */
  private static final int BATCH = 200;

  private static final Duration LATEST_WAIT = Duration.ofMillis(200);

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

  /**
   * A page of albums or artists, by name.
   *
   * @param after {@link SongGroup#position} of the last one of the page before; null for the first
   * @throws IllegalArgumentException if that is not a position
   */
  public static List<SongGroup> groups(
      SqlSession reader, SongGroup.By by, @Nullable String after, int limit) {
    return new GroupQuery(by).page(reader, after, limit);
  }

  /** Number of files and verdicts that are not listed yet; 0 if all are. */
  public static int missing(SqlSession reader) {
    return reader.count("SELECT count(*) FROM listing_due");
  }

  /**
   * Lists some of what has changed, the last changes first; one transaction.
   *
   * @return the number of files and songs that were listed; 0 if all are
   */
  public static int update(SqlSession writer) {
    return writer.transaction(() -> new ListingWriter(writer).update(BATCH));
  }

  /**
   * Lists the last changes before a page is read, unless the writer is busy for long. More than
   * these are left to {@link #update}.
   *
   * @param writer null for those who only read
   */
  public static void updateLatest(SqlSession reader, @Nullable SqlSession writer) {
    if (writer != null && missing(reader) > 0) {
      writer.tryRun(LATEST_WAIT, () -> new ListingWriter(writer).update(BATCH));
    }
  }
}
