package io.musicreclass.ledger;

import io.musicreclass.ledger.db.SqlSession;
import io.musicreclass.ledger.sql.Columns;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts the verdicts that a transaction replaces, and notes them to be listed anew, all at once at
 * its end instead of by a trigger for each.
 */
final class RevisedTotals {
  private final SqlSession writer;
  private final long first;
  private final long last;
  private final Map<Total, Integer> changes = new HashMap<>();

  private record Total(String kind, Object value) {}

  private RevisedTotals(SqlSession writer, long first, long last) {
    this.writer = writer;
    this.first = first;
    this.last = last;
  }

  /**
   * Turns the triggers off until {@link #end}.
   *
   * @param first key of the first song whose verdict may be replaced
   * @param last of the last one
   */
  static RevisedTotals begin(SqlSession writer, long first, long last) {
    writer.update("INSERT INTO revising VALUES (1)");
    RevisedTotals totals = new RevisedTotals(writer, first, last);
    totals.count(-1);
    return totals;
  }

  private void count(int sign) {
    writer.list(
        row -> {
          int songs = sign * row.getInt(1);
          changes.merge(new Total("genre", row.getString(2)), songs, Integer::sum);
          changes.merge(new Total("sure", row.getInt(3)), songs, Integer::sum);
          changes.merge(new Total("stage", row.getInt(4)), songs, Integer::sum);
          return changes.merge(new Total("bin", row.getInt(5)), songs, Integer::sum);
        },
        "SELECT count(*), shown_genre, shown_sure, stage, bin FROM verdicts"
            + " WHERE track BETWEEN ? AND ? GROUP BY 2, 3, 4, 5",
        first,
        last);
  }

  /**
   * Counts and notes.
   *
   * @param tracks keys of the songs whose verdicts were replaced
   */
  void end(List<Long> tracks) {
    count(1);
    changes.forEach(
        (total, change) -> {
          if (change != 0) {
            writer.update(
                "INSERT INTO totals VALUES (?, ?, ?)"
                    + " ON CONFLICT DO UPDATE SET count = count + excluded.count",
                total.kind,
                total.value,
                change);
          }
        });
    String ids = Columns.json(tracks.stream().map(track -> -track).toList());
    writer.update("DELETE FROM listing_due WHERE id IN (SELECT value FROM json_each(?))", ids);
    writer.update("INSERT INTO listing_due (id) SELECT value FROM json_each(?)", ids);
    writer.update("DELETE FROM revising");
  }
}
