package io.musicreclass.ledger;

import io.musicreclass.ledger.db.SqlSession;
import io.musicreclass.ledger.rows.FileState;
import io.musicreclass.ledger.rows.Identity;
import io.musicreclass.ledger.rows.Job;
import io.musicreclass.ledger.sql.Columns;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.FailureReason;
import io.musicreclass.track.OutboxMessage;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.TrackId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Ends jobs, each in one transaction with its messages. Part of the {@link Ledger}, with its
 * guarantees.
 */
public final class JobCompletion {
  private final SqlSession writer;
  private final SequenceNumbers numbers;
  private final ArrivalWriter arrivals;
  private final FileQueue queue;
  private final BatchCounter batches;

  JobCompletion(
      SqlSession writer,
      SequenceNumbers numbers,
      ArrivalWriter arrivals,
      FileQueue queue,
      BatchCounter batches) {
    this.writer = writer;
    this.numbers = numbers;
    this.arrivals = arrivals;
    this.queue = queue;
    this.batches = batches;
  }

  /** Ends a job with a verdict, which replaces an earlier one of that song. */
  public void decide(Job job, ClassifiedTrack track, List<OutboxMessage> messages) {
    decide(job, track, "", messages);
  }

  /**
   * The same for a song whose verdict lacks a stage, because that failed. It is analysed again by
   * {@link Reviews#resume} or {@link Reviews#retry}.
   *
   * @param failedStage name of the stage; empty: none failed
   */
  public void decide(
      Job job, ClassifiedTrack track, String failedStage, List<OutboxMessage> messages) {
    handBack(
        job,
        () -> {
          HeldJob held = HeldJob.of(writer, job);
          long key = Identities.key(writer, track.id());
          long seq = end(job, held, FileState.DONE, key, null);
          count(job.origin(), track);
          VerdictRepository.put(writer, track, key, seq);
          writer.update(
              "UPDATE files SET failed_stage = ? WHERE id = ? AND state = 'done'",
              failedStage,
              job.row());
          Outbox.post(writer, messages);
        });
  }

  /** Must run before the verdict is written, to compare it with the previous one. */
  private void count(Origin origin, ClassifiedTrack track) {
    boolean changed = VerdictRepository.of(writer, track.id()).map(track::isUpdateOf).orElse(false);
    batches.add(origin, 1, changed ? 1 : 0, track.verdict().sure() ? 0 : 1, 0, 0);
  }

  /** Ends a job whose song is {@link Identity.Same}: nothing is reported. */
  public void completeUnchanged(Job job) {
    handBack(
        job,
        () -> {
          HeldJob held = HeldJob.of(writer, job);
          boolean duplicate =
              held.unchangedSong(held.track())
                  && FileState.DUPLICATE.toString().equals(held.previousState());
          end(job, held, duplicate ? FileState.DUPLICATE : FileState.DONE, held.track(), null);
          batches.add(job.origin(), duplicate ? 0 : 1, 0, 0, duplicate ? 1 : 0, 0);
        });
  }

  /**
   * Ends a job whose song has a verdict that was given to another file.
   *
   * @param original that file
   */
  public void duplicate(Job job, TrackId id, Path original, List<OutboxMessage> messages) {
    handBack(
        job,
        () -> {
          HeldJob held = HeldJob.of(writer, job);
          FailureReason reason =
              new FailureReason("the same song as " + SongFile.text(original), "", false);
          end(job, held, FileState.DUPLICATE, Identities.key(writer, id), reason);
          batches.add(job.origin(), 0, 0, 0, 1, 0);
          Outbox.post(writer, messages);
        });
  }

  /**
   * Ends a job that cannot be classified.
   *
   * @return whether the failure is new; false, without writing the messages, if the unchanged file
   *     failed for the same reason before
   */
  public boolean fail(Job job, FailureReason why, List<OutboxMessage> messages) {
    AtomicBoolean isNew = new AtomicBoolean();
    handBack(
        job,
        () -> {
          HeldJob held = HeldJob.of(writer, job);
          boolean known = why.reason().equals(held.reason()) && held.file().equals(job.file());
          end(job, held, FileState.FAILED, held.track(), why);
          batches.add(job.origin(), 0, 0, 0, 0, 1);
          if (!known) {
            Outbox.post(writer, messages);
          }
          isNew.set(!known);
        });
    return isNew.get();
  }

  /**
   * Puts a job back into the queue, where it waits for that stage. The results of the stages before
   * are {@link TrackRepository#results}.
   */
  public void postpone(Job job, String stage) {
    putBack(job, () -> queue.postpone(job, stage));
  }

  /**
   * Puts a job back into the queue after a failure of the machine, which another attempt may not
   * have.
   *
   * @param stage the one it waits for; empty: the first
   * @param notBefore it is not taken before that time
   */
  public void retryLater(Job job, String stage, Instant notBefore) {
    putBack(job, () -> queue.retryLater(job, stage, notBefore));
  }

  /**
   * Puts a job back that may have hung the program or exhausted its memory, which counts like a
   * crash. It is tried again with no other in progress.
   *
   * @param stage the one it waits for; empty: the first
   * @param notBefore it is not taken before that time
   * @return false, without changing anything, if it has been tried alone twice: the caller ends it
   *     by {@link #fail} with {@link FailureReason#poison}
   */
  public boolean suspect(Job job, String stage, Instant notBefore) {
    int crashes = job.crashes() + 1;
    if (crashes >= FailureReason.MAX_CRASHES) {
      return false;
    }
    putBack(job, () -> queue.suspect(job, crashes, stage, notBefore));
    return true;
  }

  /** Puts a suspect back that could not be tried now, which does not count. */
  public void postponeSuspect(Job job, String stage, Instant notBefore) {
    putBack(job, () -> queue.suspect(job, job.crashes(), stage, notBefore));
  }

  private void putBack(Job job, Runnable unchanged) {
    handBack(
        job,
        () -> {
          SongFile now = HeldJob.of(writer, job).file();
          if (now.equals(job.file())) {
            unchanged.run();
          } else {
            arrivals.requeueChanged(job.row(), now, job.origin());
          }
        });
  }

  /** Drops a job whose file disappeared before it was analysed. */
  public void forget(Job job) {
    handBack(
        job,
        () -> {
          if (HeldJob.of(writer, job).file().equals(job.file())) {
            writer.update("DELETE FROM files WHERE id = ?", job.row());
          } else {
            queue.release(job); // a new file has this name
          }
        });
  }

  /** If the work cannot be written, the job is still held. */
  private void handBack(Job job, Runnable work) {
    writer.run(work);
    queue.ended(job);
  }

  private long end(
      Job job, HeldJob held, FileState state, long track, @Nullable FailureReason why) {
    SongFile file = job.file();
    long seq = numbers.next();
    writer.update(
        "UPDATE files SET inode = ?, size = ?, mtime = ?, state = ?, track = nullif(?, 0), reason ="
            + " ?, mend = ?, retry_on_sight = ?, crashes = 0, waits_for = '', failures = 0,"
            + " not_before = 0, failed_stage = '', previous_track = NULL, previous_state = NULL,"
            + " seq = ?, at = ? WHERE id = ?",
        file.inode(),
        file.size(),
        file.mtime(),
        state.toString(),
        track,
        why == null ? null : why.reason(),
        why == null ? null : why.remedy(),
        why != null && why.retryOnSight(),
        seq,
        Columns.nanos(Instant.now()),
        job.row());
    if (!held.file().equals(file)) {
      arrivals.requeueChanged(job.row(), held.file(), job.origin());
    }
    return seq;
  }
}
