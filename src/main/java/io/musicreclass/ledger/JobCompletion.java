package io.musicreclass.ledger;

import io.musicreclass.ledger.db.SqlSession;
import io.musicreclass.ledger.rows.FileState;
import io.musicreclass.ledger.rows.Job;
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

/** How a file comes to its end: each way one transaction, its letters included. */
final class JobCompletion {
  private final SqlSession writer;
  private final SequenceNumbers news;
  private final ArrivalWriter arrivals;
  private final FileQueue queue;
  private final BatchCounter batches;

  JobCompletion(
      SqlSession writer,
      SequenceNumbers news,
      ArrivalWriter arrivals,
      FileQueue queue,
      BatchCounter batches) {
    this.writer = writer;
    this.news = news;
    this.arrivals = arrivals;
    this.queue = queue;
    this.batches = batches;
  }

  void decide(Job job, ClassifiedTrack receipt, String failedStage, List<OutboxMessage> letters) {
    handBack(
        job,
        () -> {
          HeldJob held = HeldJob.of(writer, job);
          long key = Identities.key(writer, receipt.id());
          long seq = end(job, held, FileState.DONE, key, null);
          count(job.origin(), receipt);
          VerdictRepository.put(writer, receipt, key, seq);
          writer.update(
              "UPDATE files SET failed_stage = ? WHERE id = ? AND state = 'done'",
              failedStage,
              job.row());
          Outbox.post(writer, letters);
        });
  }

  /** Before the verdict is written: what it changes is what stands until then. */
  private void count(Origin origin, ClassifiedTrack receipt) {
    boolean changed =
        VerdictRepository.of(writer, receipt.id()).map(receipt::isUpdateOf).orElse(false);
    batches.add(origin, 1, changed ? 1 : 0, receipt.verdict().sure() ? 0 : 1, 0, 0);
  }

  void settle(Job job) {
    handBack(
        job,
        () -> {
          HeldJob held = HeldJob.of(writer, job);
          boolean twin =
              held.unchangedSong(held.track())
                  && FileState.DUPLICATE.toString().equals(held.previousState());
          end(job, held, twin ? FileState.DUPLICATE : FileState.DONE, held.track(), null);
          batches.add(job.origin(), twin ? 0 : 1, 0, 0, twin ? 1 : 0, 0);
        });
  }

  void duplicate(Job job, TrackId id, Path of, List<OutboxMessage> letters) {
    handBack(
        job,
        () -> {
          HeldJob held = HeldJob.of(writer, job);
          FailureReason reason =
              new FailureReason("the same song as " + SongFile.text(of), "", false);
          end(job, held, FileState.DUPLICATE, Identities.key(writer, id), reason);
          batches.add(job.origin(), 0, 0, 0, 1, 0);
          Outbox.post(writer, letters);
        });
  }

  boolean fail(Job job, FailureReason why, List<OutboxMessage> letters) {
    AtomicBoolean isNews = new AtomicBoolean();
    handBack(
        job,
        () -> {
          HeldJob held = HeldJob.of(writer, job);
          boolean known = why.reason().equals(held.reason()) && held.file().equals(job.file());
          end(job, held, FileState.FAILED, held.track(), why);
          batches.add(job.origin(), 0, 0, 0, 0, 1);
          if (!known) {
            Outbox.post(writer, letters);
          }
          isNews.set(!known);
        });
    return isNews.get();
  }

  /** Not yet an end: the song waits for another stage. */
  void postpone(Job job, String stage) {
    putBack(job, () -> queue.postpone(job, stage));
  }

  /** Not yet an end: a failure broke the try off. */
  void retryLater(Job job, String stage, Instant notBefore) {
    putBack(job, () -> queue.retryLater(job, stage, notBefore));
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

  void forget(Job job) {
    handBack(
        job,
        () -> {
          if (HeldJob.of(writer, job).file().equals(job.file())) {
            writer.update("DELETE FROM files WHERE id = ?", job.row());
          } else {
            queue.release(job); // there is a new one by its name
          }
        });
  }

  /** When it cannot be written, the job is still held. */
  private void handBack(Job job, Runnable work) {
    writer.run(work);
    queue.ended(job);
  }

  private long end(
      Job job, HeldJob held, FileState state, long track, @Nullable FailureReason why) {
    SongFile heard = job.file();
    long seq = news.next();
    writer.update(
        "UPDATE files SET inode = ?, size = ?, mtime = ?, state = ?, track = nullif(?, 0), reason ="
            + " ?, mend = ?, retry_on_sight = ?, crashes = 0, waits_for = '', failures = 0,"
            + " not_before = 0, failed_stage = '', previous_track = NULL, previous_state = NULL,"
            + " seq = ?, at = ? WHERE id = ?",
        heard.inode(),
        heard.size(),
        heard.mtime(),
        state.toString(),
        track,
        why == null ? null : why.reason(),
        why == null ? null : why.remedy(),
        why != null && why.retryOnSight(),
        seq,
        Columns.nanos(Instant.now()),
        job.row());
    if (!held.file().equals(heard)) {
      arrivals.requeueChanged(job.row(), held.file(), job.origin());
    }
    return seq;
  }
}
