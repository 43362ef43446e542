package io.musicreclass.ledger;

import io.musicreclass.ledger.RevisedTotals.Counted;
import io.musicreclass.ledger.db.SqlSession;
import io.musicreclass.ledger.rows.RevisedVerdict;
import io.musicreclass.ledger.rows.StandingVerdict;
import io.musicreclass.ledger.sql.TagColumns;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.StageResult;
import java.util.List;
import java.util.Map;

/** Stores the verdicts of a re-vote, many in one transaction. */
final class RevoteWriter {
  private final SqlSession writer;
  private final SequenceNumbers numbers;
  private final BatchCounter batches;

  RevoteWriter(SqlSession writer, SequenceNumbers numbers, BatchCounter batches) {
    this.writer = writer;
    this.numbers = numbers;
    this.batches = batches;
  }

  static List<StandingVerdict> page(SqlSession reader, long afterTrack, int limit) {
    record Row(long track, long seq, ClassifiedTrack voteDetails, String tag) {}
    List<Row> rows =
        reader.list(
            row ->
                new Row(
                    row.getLong("track"),
                    row.getLong("seq"),
                    VerdictRepository.read(row),
                    TagColumns.shown(row.getString("tag"))),
            VerdictRepository.AFTER,
            afterTrack,
            limit);
    if (rows.isEmpty()) {
      return List.of();
    }
    Map<Long, List<StageResult>> results =
        StageResults.between(reader, rows.get(0).track, rows.get(rows.size() - 1).track);
    return rows.stream()
        .map(
            r ->
                new StandingVerdict(
                    r.track, r.seq, r.voteDetails, r.tag, results.getOrDefault(r.track, List.of())))
        .toList();
  }

  void revise(List<RevisedVerdict> revisions) {
    writer.run(
        () -> {
          RevisedTotals totals = RevisedTotals.begin(writer);
          int changed = 0;
          for (RevisedVerdict revised : revisions) {
            changed += revise(revised, totals) ? 1 : 0;
          }
          totals.end();
          int unsure = (int) revisions.stream().filter(r -> !r.now().verdict().sure()).count();
          batches.add(Origin.REVOTE, revisions.size(), changed, unsure, 0, 0);
        });
  }

  /** Whether the verdict that people see has changed. */
  private boolean revise(RevisedVerdict revised, RevisedTotals totals) {
    revised.newResults().forEach(result -> StageResults.store(writer, revised.now().id(), result));
    if (revised.same()) {
      return false;
    }
    long track = revised.before().track();
    Now now = now(track);
    if (now.seq != revised.before().seq()) {
      return false; // the song was analysed again meanwhile
    }
    totals.replaced(
        track, now.counted, VerdictRepository.replace(writer, revised, numbers.next()));
    boolean changed = revised.now().isUpdateOf(revised.before().voteDetails()) && !now.corrected;
    if (changed) {
      Outbox.post(writer, revised.messages());
    }
    return changed;
  }

  private Now now(long track) {
    return writer
        .first(
            row -> new Now(row.getLong(1), row.getBoolean(2), Counted.of(row)),
            "SELECT seq, person IS NOT NULL, "
                + RevisedTotals.COLUMNS
                + " FROM verdicts WHERE track = ?",
            track)
        .orElseThrow();
  }

  /** What may have changed since a verdict was read. */
  private record Now(long seq, boolean corrected, Counted counted) {}
}
