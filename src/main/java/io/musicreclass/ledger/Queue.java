package io.musicreclass.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Who is heard next. */
final class Queue {
  /** A file that was held at so many crashes is not heard again. */
  static final int LIVES = 3;

  /**
   * What a person waits for comes first, and what a re-vote owes comes last; written as in the
   * index.
   */
  static final String RANK =
      "CASE origin WHEN 'inbox' THEN 0 WHEN 'retry' THEN 1 WHEN 'library' THEN 2 ELSE 3 END";

  private static final int LAST_RANK = 3;

  private static final String JOB =
      "SELECT id, path, inode, size, mtime, origin, attempts, waits_for, failures, failed_stage"
          + " FROM files f INDEXED BY files_queue WHERE state = 'queued' AND parked = 0 AND ";

  /** Of those that wait for stage ?2, up to rank ?3. */
  private static final String WAITING =
      JOB.replace("files_queue", "files_waiting") + "waits_for = ?2 AND " + RANK + " <= ?3 AND ";

  /**
   * By rank, then those that have not been held at a crash, then a sample, then the oldest. A file
   * on its last life is heard alone, so that no other loses a life by it. A song being heard from
   * one file is not heard from another. A file that waits after a failure is passed over.
   */
  private static final String NEXT =
      "crashes < ?1 AND not_before <= unixepoch() * 1000000000"
          + " AND NOT EXISTS (SELECT 1 FROM files WHERE state = 'working' AND crashes = ?1 - 1)"
          + " AND (crashes < ?1 - 1"
          + "   OR NOT EXISTS (SELECT 1 FROM files WHERE state = 'working' AND crashes < ?1))"
          + " AND NOT EXISTS ("
          + "   SELECT 1 FROM files w WHERE w.track = f.track AND w.state = 'working')"
          + " ORDER BY "
          + RANK
          + ", crashes, early DESC, seq LIMIT 1";

  private final Session writer;

  Queue(Session writer) {
    this.writer = writer;
  }

  /**
   * Takes back what a process that is no more held when it stopped. What waited after a failure
   * waits no longer: this may be another clock.
   */
  void recover() {
    writer.update(
        "UPDATE files SET state = 'queued', crashes = crashes + 1 WHERE state = 'working'");
    writer.update("UPDATE files SET not_before = 0, failures = 0 WHERE not_before > 0");
  }

  /** Takes back all, without blame. */
  void releaseAll() {
    writer.update("UPDATE files SET state = 'queued' WHERE state = 'working'");
  }

  Optional<Job> claim() {
    return writer.transaction(() -> writer.first(Queue::job, JOB + NEXT, LIVES).map(this::hold));
  }

  Optional<Job> claim(String stage, boolean inboxOnly) {
    return writer.transaction(
        () ->
            writer
                .first(Queue::job, WAITING + NEXT, LIVES, stage, inboxOnly ? 0 : LAST_RANK)
                .map(this::hold));
  }

  /** Puts a job back to wait for another stage. */
  void postpone(Job job, String stage) {
    writer.update(
        "UPDATE files SET state = 'queued', waits_for = ? WHERE id = ?", stage, job.row());
  }

  /** Puts a job back that a failure of the machine broke off; nobody takes it before that time. */
  void retryLater(Job job, String stage, Instant notBefore) {
    writer.update(
        "UPDATE files SET state = 'queued', waits_for = ?, failures = failures + 1, not_before = ?"
            + " WHERE id = ?",
        stage,
        Columns.nanos(notBefore),
        job.row());
  }

  void startAnew(String stage) {
    writer.update("UPDATE files SET waits_for = '' WHERE waits_for = ?", stage);
  }

  List<Job> poisoned() {
    return writer.transaction(
        () ->
            writer.list(Queue::job, JOB + "crashes >= ?", LIVES).stream().map(this::hold).toList());
  }

  private Job hold(Job job) {
    int attempt = job.attempts() + 1;
    writer.update(
        "UPDATE files SET state = 'working', attempts = ? WHERE id = ?", attempt, job.row());
    return new Job(
        job.row(),
        job.file(),
        job.origin(),
        attempt,
        job.waitsFor(),
        job.failures(),
        job.failedStage());
  }

  void release(Job job) {
    writer.update(
        "UPDATE files SET state = 'queued' WHERE id = ? AND state = 'working' AND attempts = ?",
        job.row(),
        job.attempts());
  }

  private static Job job(ResultSet row) throws SQLException {
    return new Job(
        row.getLong("id"),
        Columns.file(row),
        Columns.origin(row),
        row.getInt("attempts"),
        row.getString("waits_for"),
        row.getInt("failures"),
        row.getString("failed_stage"));
  }
}
