package io.musicreclass.ledger;

import io.musicreclass.ledger.db.SqlSession;
import io.musicreclass.ledger.rows.Requeued;
import io.musicreclass.ledger.rows.ResumeStep;
import io.musicreclass.ledger.rows.RevisedVerdict;
import io.musicreclass.ledger.rows.StandingVerdict;
import io.musicreclass.ledger.sql.Columns;
import io.musicreclass.track.BatchSummary;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.OutboxMessage;
import io.musicreclass.track.TrackId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Changes to completed songs and files: re-votes, a person's corrections, retries, and the batches
 * that report many files at once. Part of the {@link Ledger}, with its guarantees.
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

  /** How many songs got their verdict before that time. */
  public int decidedBefore(Instant time) {
    return reader.count("SELECT count(*) FROM verdicts WHERE at < ?", Columns.nanos(time));
  }

  /** Mean time of the latest songs classified since that time, in ms; empty if there are none. */
  public OptionalDouble meanMsSince(Instant time) {
    return reader
        .first(
            row -> row.getDouble(1),
            "SELECT avg(total_ms) FROM (SELECT total_ms FROM verdicts WHERE at >= ?"
                + " ORDER BY at DESC LIMIT 100) HAVING count(*) > 0",
            Columns.nanos(time))
        .map(OptionalDouble::of)
        .orElseGet(OptionalDouble::empty);
  }

  /** Whether a file that a re-vote has queued is waiting or being analysed. */
  public boolean isRevoting() {
    return reader.count(
            "SELECT EXISTS (SELECT 1 FROM files WHERE state IN ('queued', 'working')"
                + " AND origin = 'revote')")
        > 0;
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
   * Stores new verdicts with their messages, and adds them to the re-vote's batch. A verdict that
   * has been replaced since it was read stays as it is; a person's genre always stays.
   */
  public void revise(List<RevisedVerdict> revisions) {
    owner.get().revotes().revise(revisions);
  }

  /**
   * Puts a file of each of these songs back into the queue, behind all others, with the origin
   * revote.
   *
   * @param tracks {@link StandingVerdict#track} each
   */
  public Requeued requeue(Collection<Long> tracks) {
    return owner.get().requeues().requeue(tracks);
  }

  /**
   * Puts some of the files whose songs got their verdict without a stage that failed back into the
   * queue, behind all others, with the origin revote. A file that no longer exists stays as it is.
   *
   * @param afterRow {@link ResumeStep#lastRow} of the step before, 0 for the first
   * @param limit number of files to examine
   * @param before only those that ended before this time
   */
  public ResumeStep resume(long afterRow, int limit, Instant before) {
    return owner.get().requeues().resume(afterRow, limit, before);
  }

  /** Number of files queued or being analysed for a stage that failed before. */
  public int resuming() {
    return reader.count(
        "SELECT count(*) FROM files INDEXED BY files_failed_stage WHERE failed_stage <> ''"
            + " AND state IN ('queued', 'working')");
  }

  /**
   * Puts failed files back into the queue with the origin retry, and those whose songs got their
   * verdict without a stage that failed; all of them if none is named. Named files that have not
   * failed are counted as {@link Requeued#missing}.
   */
  public Requeued retry(Collection<Path> files) {
    return owner.get().requeues().retry(files);
  }

  /**
   * Stores a person's genre for a song; it overrides the present and later votes in every view.
   *
   * @return false, without writing, if the song has no verdict
   */
  public boolean correct(TrackId id, String genre, Instant at, List<OutboxMessage> messages) {
    return person(id, genre, Columns.nanos(at), messages);
  }

  /** Removes a person's genre; the vote's applies again. */
  public boolean uncorrect(TrackId id, List<OutboxMessage> messages) {
    return person(id, null, null, messages);
  }

  private boolean person(
      TrackId id, @Nullable String genre, @Nullable Long at, List<OutboxMessage> messages) {
    SqlSession writer = owner.get().writer();
    return writer.transaction(
        () -> {
          boolean known = VerdictRepository.correct(writer, id, genre, at);
          if (known) {
            Outbox.post(writer, messages);
          }
          return known;
        });
  }

  /** Keeps a batch from ending while more is being added, even if none of its files is queued. */
  public void openBatch(Origin origin) {
    owner.get().batches().open(origin);
  }

  /**
   * Allows a batch to end once none of its files is queued, as after a crash, and stores these
   * messages.
   */
  public void closeBatch(Origin origin, List<OutboxMessage> messages) {
    owner.get().batches().close(origin, messages);
  }

  /** The batches whose last file is completed and that have not been reported. */
  public List<BatchSummary> endedBatches() {
    return owner.get().batches().ended();
  }

  /** Deletes a batch that has ended and stores the messages that report it. */
  public void report(BatchSummary batch, List<OutboxMessage> messages) {
    owner.get().batches().report(batch, messages);
  }
}
