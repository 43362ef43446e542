package io.musicreclass.ledger;

import io.musicreclass.ledger.db.SqlSession;
import io.musicreclass.ledger.rows.FileState;
import io.musicreclass.ledger.rows.Requeued;
import io.musicreclass.ledger.rows.ResumeStep;
import io.musicreclass.ledger.sql.Columns;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Queues completed files again although they have not changed. */
final class RequeueWriter {
  /** Files per transaction; limited because the workers wait for it. */
  private static final int BATCH = 1000;

  /** A file that got its verdict without a stage keeps its song. */
  private static final String UNFINISHED =
      "retry_on_sight = 0, previous_track = CASE state WHEN 'done' THEN track END,"
          + " previous_state = CASE state WHEN 'done' THEN state END";

  private static final String FAILED =
      "(state = 'failed' OR (state = 'done' AND failed_stage <> ''))";

  private final SqlSession writer;
  private final SequenceNumbers numbers;

  RequeueWriter(SqlSession writer, SequenceNumbers numbers) {
    this.writer = writer;
    this.numbers = numbers;
  }

  /** Queues a file of each of these songs that has one unchanged since its analysis. */
  Requeued requeue(Collection<Long> tracks) {
    int queued = 0;
    List<Long> rows = new ArrayList<>();
    for (long track : tracks) {
      List<Copy> copies =
          writer.list(
              Copy::of,
              "SELECT id, path, inode, size, mtime, state FROM files WHERE track = ?"
                  + " ORDER BY state = 'duplicate', id",
              track);
      if (copies.stream().anyMatch(Copy::waits)) {
        queued++;
      } else {
        copies.stream().filter(Copy::isThere).findFirst().ifPresent(copy -> rows.add(copy.row));
      }
    }
    queued += rows.size();
    // previous_*: it keeps its song and is not taken for a duplicate of its copies.
    requeue(
        rows,
        "previous_track = track, previous_state = state, reason = NULL, mend = NULL",
        "'done', 'duplicate'",
        Origin.REVOTE);
    return new Requeued(queued, tracks.size() - queued);
  }

  Requeued retry(Collection<Path> paths) {
    List<Long> rows = paths.isEmpty() ? failed("") : new ArrayList<>();
    paths.forEach(path -> rows.addAll(failed(" AND path = ?", SongFile.bytes(path))));
    writer.run(() -> rows.forEach(this::forgetAbstentions));
    int queued = requeue(rows, UNFINISHED, "'failed', 'done'", Origin.RETRY);
    return new Requeued(queued, paths.isEmpty() ? 0 : paths.size() - queued);
  }

  /**
   * Queues files whose songs got their verdict without a failed stage, if they are unchanged.
   *
   * @param before only those that ended before this time
   */
  ResumeStep resume(long afterRow, int limit, Instant before) {
    List<Copy> copies =
        writer.list(
            Copy::of,
            "SELECT id, path, inode, size, mtime, 'done' AS state FROM files"
                + " INDEXED BY files_failed_stage WHERE failed_stage <> ''"
                + " AND state IN ('done', 'failed') AND at < ? AND id > ? ORDER BY id LIMIT ?",
            Columns.nanos(before),
            afterRow,
            limit);
    List<Long> there = copies.stream().filter(Copy::isThere).map(Copy::row).toList();
    int queued = requeue(there, UNFINISHED, "'done', 'failed'", Origin.REVOTE);
    return new ResumeStep(copies.isEmpty() ? afterRow : copies.get(copies.size() - 1).row, queued);
  }

  /** Deletes abstentions, because their cause may have been fixed. */
  private void forgetAbstentions(long row) {
    writer.update(
        "DELETE FROM stage_results WHERE reason IS NOT NULL"
            + " AND track = (SELECT track FROM files WHERE id = ? AND state = 'failed')",
        row);
  }

  private List<Long> failed(String condition, Object... arguments) {
    return writer.list(
        row -> row.getLong(1),
        "SELECT id FROM files WHERE " + FAILED + condition + " ORDER BY seq",
        arguments);
  }

  private int requeue(List<Long> rows, String also, String from, Origin origin) {
    String sql =
        "UPDATE files SET state = 'queued', attempts = 0, crashes = 0, failures = 0,"
            + " not_before = 0, origin = ?, at = ?, seq = ?, "
            + also
            + " WHERE id = ? AND state IN ("
            + from
            + ")";
    long at = Columns.nanos(Instant.now());
    int changed = 0;
    for (int i = 0; i < rows.size(); i += BATCH) {
      List<Long> batch = rows.subList(i, Math.min(i + BATCH, rows.size()));
      changed +=
          writer.transaction(
              () ->
                  batch.stream()
                      .mapToInt(
                          row -> writer.update(sql, origin.toString(), at, numbers.next(), row))
                      .sum());
    }
    return changed;
  }

  private record Copy(long row, SongFile file, FileState state) {
    static Copy of(ResultSet row) throws SQLException {
      return new Copy(row.getLong("id"), Columns.file(row), FileState.of(row.getString("state")));
    }

    boolean waits() {
      return state == FileState.QUEUED || state == FileState.WORKING;
    }

    boolean isThere() {
      try {
        return state != FileState.FAILED && SongFile.stat(file.path()).equals(file);
      } catch (IOException e) {
        return false;
      }
    }
  }
}
