package io.musicreclass.ledger;

import io.musicreclass.ledger.db.SqlSession;
import io.musicreclass.ledger.rows.RevisedVerdict;
import io.musicreclass.ledger.rows.StandingVerdict;
import io.musicreclass.ledger.sql.TagColumns;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.StageResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Objects;

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
    if (revisions.isEmpty()) {
      return;
    }
    writer.run(
        () -> {
          int changed = replace(revisions);
          int unsure = (int) revisions.stream().filter(r -> !r.now().verdict().sure()).count();
          batches.add(Origin.REVOTE, revisions.size(), changed, unsure, 0, 0);
        });
  }

  /** How many verdicts that people see have changed. */
  private int replace(List<RevisedVerdict> revisions) {
    LongSummaryStatistics tracks =
        revisions.stream().mapToLong(revised -> revised.before().track()).summaryStatistics();
    Map<Long, Now> present = now(tracks.getMin(), tracks.getMax());
    RevisedTotals totals = RevisedTotals.begin(writer, tracks.getMin(), tracks.getMax());
    List<Long> replaced = new ArrayList<>();
    int changed = 0;
    for (RevisedVerdict revised : revisions) {
      revised
          .newResults()
          .forEach(result -> StageResults.store(writer, revised.now().id(), result));
      StandingVerdict before = revised.before();
      Now now = Objects.requireNonNull(present.get(before.track()));
      // Another seq: the song was analysed again meanwhile.
      if (!revised.same() && now.seq == before.seq()) {
        VerdictRepository.replace(writer, revised, numbers.next());
        replaced.add(before.track());
        if (revised.now().isUpdateOf(before.voteDetails()) && !now.corrected) {
          Outbox.post(writer, revised.messages());
          changed++;
        }
      }
    }
    totals.end(replaced);
    return changed;
  }

  private Map<Long, Now> now(long first, long last) {
    Map<Long, Now> present = new HashMap<>();
    writer.list(
        row -> present.put(row.getLong(1), new Now(row.getLong(2), row.getBoolean(3))),
        "SELECT track, seq, person IS NOT NULL FROM verdicts WHERE track BETWEEN ? AND ?",
        first,
        last);
    return present;
  }

  /** What may have changed since a verdict was read. */
  private record Now(long seq, boolean corrected) {}
}
