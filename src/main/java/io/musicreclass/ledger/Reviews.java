package io.musicreclass.ledger;

import io.musicreclass.ledger.db.SqlSession;
import io.musicreclass.ledger.rows.Requeued;
import io.musicreclass.ledger.rows.ResumeStep;
import io.musicreclass.ledger.rows.RevisedVerdict;
import io.musicreclass.ledger.rows.StandingVerdict;
import io.musicreclass.track.BatchSummary;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.OutboxMessage;
import io.musicreclass.track.TrackId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Second looks at songs and files that have come to their end: re-votes, a person's corrections,
 * retries, and the batches that tell of many files at once. A part of the {@link Ledger}, with its
 * promises.
 */
public final class Reviews {
  private final SqlSession reader;
  private final Supplier<LedgerWriter> owner;

  Reviews(SqlSession reader, Supplier<LedgerWriter> owner) {
    this.reader = reader;
    this.owner = owner;
  }

  /** How many songs have a verdict. */
  public int count() {
    return reader.count("SELECT count(*) FROM verdicts");
  }

  /**
   * A page of all verdicts.
   *
   * @param afterTrack {@link StandingVerdict#track} of the last one of the page before, 0 for the
   *     first
   */
  public List<StandingVerdict> page(long afterTrack, int limit) {
    return RevoteWriter.page(reader, afterTrack, limit);
  }

  /**
   * Gives verdicts anew, with their letters, and adds them to the re-vote's batch. One that was
   * given anew since it was read stays as it is; a person's genre stays in any case.
   */
  public void revise(List<RevisedVerdict> revisions) {
    owner.get().revisions().revise(revisions);
  }

  /**
   * Puts a file of each of these songs back into the queue, behind all others, with the origin
   * revote.
   *
   * @param tracks {@link StandingVerdict#track} each
   */
  public Requeued requeue(Collection<Long> tracks) {
    return owner.get().returns().requeue(tracks);
  }

  /**
   * Puts some of the files whose songs got their verdict without a stage that failed back into the
   * queue, behind all others, with the origin revote. One that is not there any more stays as it
   * is.
   *
   * @param afterRow {@link ResumeStep#lastRow} of the step before, 0 for the first
   * @param limit how many are looked at
   * @param before only those that ended before this time
   */
  public ResumeStep resume(long afterRow, int limit, Instant before) {
    return owner.get().returns().resume(afterRow, limit, before);
  }

  /** How many files wait, or are being heard, for a stage that failed before. */
  public int resuming() {
    return reader.count(
        "SELECT count(*) FROM files INDEXED BY files_failed_stage WHERE failed_stage <> ''"
            + " AND state IN ('queued', 'working')");
  }

  /**
   * Puts failed files back into the queue with the origin retry, and those whose songs got their
   * verdict without a stage that failed; all of them when none is named. Those named that have not
   * failed are {@link Requeued#missing}.
   */
  public Requeued retry(Collection<Path> files) {
    return owner.get().returns().retry(files);
  }

  /**
   * Keeps a person's genre for a song: it holds in every view, whatever the vote says now or later.
   *
   * @return false when the song has no verdict; nothing is written then
   */
  public boolean correct(TrackId id, String genre, Instant at, List<OutboxMessage> letters) {
    return person(id, genre, Columns.nanos(at), letters);
  }

  /** Takes a person's genre back; what the vote said holds again. */
  public boolean uncorrect(TrackId id, List<OutboxMessage> letters) {
    return person(id, null, null, letters);
  }

  private boolean person(
      TrackId id, @Nullable String genre, @Nullable Long at, List<OutboxMessage> letters) {
    SqlSession writer = owner.get().writer();
    return writer.transaction(
        () -> {
          boolean known = VerdictRepository.correct(writer, id, genre, at);
          if (known) {
            Outbox.post(writer, letters);
          }
          return known;
        });
  }

  /** Says that more is being added to a batch: it has not ended, even when no file of it waits. */
  public void openBatch(Origin origin) {
    owner.get().batches().open(origin);
  }

  /**
   * Says that no more is added but by files of its origin that wait, as also after a crash; and
   * owes these letters.
   */
  public void closeBatch(Origin origin, List<OutboxMessage> letters) {
    owner.get().batches().close(origin, letters);
  }

  /** The batches whose last file has come to its end, and that nobody has been told of. */
  public List<BatchSummary> endedBatches() {
    return owner.get().batches().ended();
  }

  /** Forgets a batch that has ended and owes the letters that tell of it. */
  public void report(BatchSummary batch, List<OutboxMessage> letters) {
    owner.get().batches().report(batch, letters);
  }
}
