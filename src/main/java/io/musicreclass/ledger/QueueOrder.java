package io.musicreclass.ledger;

import io.musicreclass.ledger.rows.Job;
import io.musicreclass.ledger.sql.Columns;
import io.musicreclass.track.FailureReason;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * SQL of the files in the queue, and of the order in which they are taken. ?1 is {@link
 * FailureReason#MAX_CRASHES}.
 */
final class QueueOrder {
  /**
   * Priority: files that a person waits for come first, those of a re-vote last. Must be written as
   * in the index.
   */
  static final String RANK =
      "CASE origin WHEN 'inbox' THEN 0 WHEN 'retry' THEN 1 WHEN 'library' THEN 2 ELSE 3 END";

  /** The queued files, f; a condition follows. */
  static final String JOB =
      "SELECT id, path, inode, size, mtime, origin, attempts, waits_for, failures, failed_stage,"
          + " crashes FROM files f INDEXED BY files_queue WHERE state = 'queued' AND parked = 0 AND"
          + " ";

  /** Files up to rank ?2. */
  static final String UP_TO_RANK = JOB + RANK + " <= ?2 AND ";

  /** Files that wait for stage ?3, up to rank ?2. */
  static final String WAITING =
      UP_TO_RANK.replace("files_queue", "files_waiting") + "waits_for = ?3 AND ";

  /**
   * Files up to rank ?2 below a folder, from path ?3 on and before ?4, that wait for one of the
   * stages ?5, and have never failed.
   */
  static final String SHARED =
      UP_TO_RANK
          + "origin <> 'inbox' AND crashes = 0 AND failures = 0 AND failed_stage = ''"
          + " AND path >= ?3 AND path < ?4"
          + " AND waits_for IN (SELECT value FROM json_each(?5)) AND ";

  /** A suspect of a better rank than f waits, and may be taken. */
  private static final String SUSPECT_BEFORE =
      "EXISTS (SELECT 1 FROM files INDEXED BY files_suspect WHERE crashes > 0 AND crashes < ?1"
          + " AND state = 'queued' AND parked = 0 AND not_before <= unixepoch() * 1000000000 AND "
          + RANK
          + " < "
          + RANK.replace("origin", "f.origin")
          + ")";

  /**
   * By rank, then files that are not suspected, then the sample, then the oldest. A suspect, which
   * was in progress when the program crashed or has hung or exhausted the memory, is processed
   * alone, so that it is the only one blamed for the next time; files of a worse rank wait for it.
   * A song in progress is not analysed from another file at the same time. A file that waits after
   * a failure is skipped.
   */
  static final String NEXT =
      "crashes < ?1 AND not_before <= unixepoch() * 1000000000"
          + " AND NOT EXISTS (SELECT 1 FROM files WHERE state = 'working' AND crashes > 0)"
          + " AND CASE crashes WHEN 0 THEN NOT "
          + SUSPECT_BEFORE
          + "   ELSE NOT EXISTS (SELECT 1 FROM files WHERE state = 'working') END"
          + " AND NOT EXISTS ("
          + "   SELECT 1 FROM files w WHERE w.track = f.track AND w.state = 'working')"
          + " ORDER BY "
          + RANK
          + ", crashes, early DESC, seq LIMIT 1";

  private QueueOrder() {}

  /** A row of {@link #JOB}. */
  static Job job(ResultSet row) throws SQLException {
    return new Job(
        row.getLong("id"),
        Columns.file(row),
        Columns.origin(row),
        row.getInt("attempts"),
        row.getString("waits_for"),
        row.getInt("failures"),
        row.getString("failed_stage"),
        row.getInt("crashes"));
  }
}
