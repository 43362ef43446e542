package io.musicreclass.ledger;

import io.musicreclass.ledger.db.SqlSession;
import io.musicreclass.ledger.sql.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts many replaced verdicts, and notes them to be listed anew, once at the end of their
 * transaction instead of by a trigger for each.
 */
final class RevisedTotals {
  /** Columns of {@code verdicts} by which they are counted. */
  static final String COLUMNS = "shown_genre, shown_sure, stage, bin";

  private final SqlSession writer;
  private final Map<Total, Integer> changes = new HashMap<>();
  private final List<Long> tracks = new ArrayList<>();

  private record Total(String kind, Object value) {}

  /** What a verdict counts as. */
  record Counted(String genre, int sure, int stage, int bin) {
    static Counted of(ResultSet row) throws SQLException {
      return new Counted(
          row.getString("shown_genre"),
          row.getInt("shown_sure"),
          row.getInt("stage"),
          row.getInt("bin"));
    }
  }

  private RevisedTotals(SqlSession writer) {
    this.writer = writer;
  }

  /** Turns the triggers off for the rest of the current transaction, or until {@link #end}. */
  static RevisedTotals begin(SqlSession writer) {
    writer.update("INSERT INTO revising VALUES (1)");
    return new RevisedTotals(writer);
  }

  void replaced(long track, Counted before, Counted now) {
    tracks.add(track);
    add(before, -1);
    add(now, 1);
  }

  private void add(Counted verdict, int count) {
    changes.merge(new Total("genre", verdict.genre), count, Integer::sum);
    changes.merge(new Total("sure", verdict.sure), count, Integer::sum);
    changes.merge(new Total("stage", verdict.stage), count, Integer::sum);
    changes.merge(new Total("bin", verdict.bin), count, Integer::sum);
  }

  void end() {
    changes.forEach(
        (total, count) -> {
          if (count != 0) {
            writer.update(
                "INSERT INTO totals VALUES (?, ?, ?)"
                    + " ON CONFLICT DO UPDATE SET count = count + excluded.count",
                total.kind,
                total.value,
                count);
          }
        });
    String ids = Columns.json(tracks.stream().map(track -> -track).toList());
    writer.update("DELETE FROM listing_due WHERE id IN (SELECT value FROM json_each(?))", ids);
    writer.update("INSERT INTO listing_due (id) SELECT value FROM json_each(?)", ids);
    writer.update("DELETE FROM revising");
  }
}
