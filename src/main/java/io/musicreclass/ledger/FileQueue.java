package io.musicreclass.ledger;

import io.musicreclass.ledger.db.SqlSession;
import io.musicreclass.ledger.rows.Arrived;
import io.musicreclass.ledger.rows.Job;
import io.musicreclass.ledger.rows.Urgency;
import io.musicreclass.ledger.sql.Columns;
import io.musicreclass.ledger.sql.PathPrefix;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.FailureReason;
import io.musicreclass.track.SongFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The files that wait for a worker: which one is next. A part of the {@link Ledger}, with its
 * guarantees.
 */
public final class FileQueue {

  private final SqlSession writer;
  private final ArrivalWriter arrivals;
  private final Claims claims = new Claims();

  FileQueue(SqlSession writer, ArrivalWriter arrivals) {
    this.writer = writer;
    this.arrivals = arrivals;
  }

  /**
   * Queues the files that were in progress when a process crashed. Clears delays after failures,
   * because the clock may have changed. Returns their rows, for each of which it counts a crash.
   */
  List<Long> recover() {
    List<Long> held =
        writer.list(row -> row.getLong(1), "SELECT id FROM files WHERE state = 'working'");
    writer.update(
        "UPDATE files SET state = 'queued', crashes = crashes + 1 WHERE state = 'working'");
    writer.update("UPDATE files SET not_before = 0, failures = 0 WHERE not_before > 0");
    return held;
  }

  /** Queues all files in progress without counting a crash. */
  void releaseAll() {
    writer.update("UPDATE files SET state = 'queued' WHERE state = 'working'");
  }

  /** Stores that a file was found, and returns what is to be done. A known one costs no write. */
  public Arrived arrive(SongFile file, Origin origin) {
    return arriveAll(List.of(file), origin).get(0);
  }

  /** The same for many files, in few transactions; results in their order. */
  public List<Arrived> arriveAll(List<SongFile> files, Origin origin) {
    return arrivals.arrive(files, origin);
  }

  /**
   * Takes the next file from the queue: the inbox first, then the oldest. A file that was in
   * progress at a crash waits behind the others of its origin, and is processed alone. One put back
   * by {@link JobCompletion#retryLater} is not taken before its time.
   *
   * @return empty when the queue is empty or what is left must wait for a job in progress: ask
   *     again when one has ended
   */
  public Optional<Job> claim() {
    return claim(Urgency.ANY);
  }

  /** Takes the next of these files, in the same order. */
  public Optional<Job> claim(Urgency urgency) {
    return first(QueueOrder.UP_TO_RANK, urgency.lastRank());
  }

  /**
   * Takes the next of the files that wait for one stage, in the same order.
   *
   * @param stage its name; empty: files to be analysed from the beginning
   * @param urgency which files are taken; others are left where they are
   */
  public Optional<Job> claim(String stage, Urgency urgency) {
    return first(QueueOrder.WAITING, urgency.lastRank(), stage);
  }

  /**
   * Takes the next file below a folder that another machine may analyse: one of the library that
   * was never in progress at a crash, whose stages have not failed.
   *
   * @param stages names of the stages that it may wait for; empty: to be analysed from the
   *     beginning
   * @param urgency which files are taken; others are left where they are
   */
  public Optional<Job> claimShared(Path folder, Collection<String> stages, Urgency urgency) {
    return first(
        QueueOrder.SHARED,
        urgency.lastRank(),
        PathPrefix.first(folder),
        PathPrefix.end(folder),
        Columns.json(List.copyOf(stages)));
  }

  /** Claims the first of these files; their parameters are ?2 and following. */
  private Optional<Job> first(String files, Object... parameters) {
    Object[] all =
        Stream.concat(Stream.of(FailureReason.MAX_CRASHES), Stream.of(parameters)).toArray();
    return held(() -> writer.list(QueueOrder::job, files + QueueOrder.NEXT, all)).stream()
        .findFirst();
  }

  /** Claims the jobs found by the search, after releasing rows that no job here holds. */
  private List<Job> held(Supplier<List<Job>> search) {
    List<Job> jobs = new ArrayList<>();
    return writer.exclusively(
        () -> {
          try {
            writer.run(
                () -> {
                  releaseUnheld();
                  search.get().forEach(found -> jobs.add(hold(found)));
                });
          } catch (RuntimeException | Error e) {
            jobs.forEach(claims::remove);
            throw e;
          }
          return jobs;
        });
  }

  /** Releases the rows whose release could not be written when it was due. */
  private void releaseUnheld() {
    record Working(long row, int attempts) {}
    writer
        .list(
            row -> new Working(row.getLong(1), row.getInt(2)),
            "SELECT id, attempts FROM files WHERE state = 'working'")
        .stream()
        .filter(working -> !claims.holds(working.row, working.attempts))
        .forEach(
            working ->
                writer.update("UPDATE files SET state = 'queued' WHERE id = ?", working.row));
  }

  /** The job has been handed back. */
  void ended(Job job) {
    claims.remove(job);
  }

  /** Puts a job back to wait for another stage. */
  void postpone(Job job, String stage) {
    writer.update(
        "UPDATE files SET state = 'queued', waits_for = ? WHERE id = ?", stage, job.row());
  }

  /**
   * Puts a suspect back; it is not taken before that time.
   *
   * @param crashes how often it may have harmed the program so far
   */
  void suspect(Job job, int crashes, String stage, Instant notBefore) {
    writer.update(
        "UPDATE files SET state = 'queued', waits_for = ?, crashes = ?, not_before = ?"
            + " WHERE id = ?",
        stage,
        crashes,
        Columns.nanos(notBefore),
        job.row());
  }

  /** Puts a job back after a failure of the machine; it is not taken before that time. */
  void retryLater(Job job, String stage, Instant notBefore) {
    writer.update(
        "UPDATE files SET state = 'queued', waits_for = ?, failures = failures + 1, not_before = ?"
            + " WHERE id = ?",
        stage,
        Columns.nanos(notBefore),
        job.row());
  }

  /** Restarts the files that wait for a stage that no longer exists from the beginning. */
  public void restart(String stage) {
    writer.update("UPDATE files SET waits_for = '' WHERE waits_for = ?", stage);
  }

  /**
   * Takes the files that were in progress at three crashes, alone at the last two, so that they
   * cannot stop the program for ever. The caller ends each by {@link JobCompletion#fail} with
   * {@link FailureReason#poison}; one not ended is returned again at the next start.
   */
  public List<Job> poisoned() {
    return held(
        () ->
            writer.list(
                QueueOrder::job, QueueOrder.JOB + "crashes >= ?", FailureReason.MAX_CRASHES));
  }

  private Job hold(Job job) {
    int attempt = job.attempts() + 1;
    writer.update(
        "UPDATE files SET state = 'working', attempts = ? WHERE id = ?", attempt, job.row());
    Job held = job.claimed(attempt);
    claims.add(held);
    return held;
  }

  /**
   * Puts a job back into the queue, at its old place. Does nothing when it is no longer in
   * progress. When this cannot be written, the next claim writes it.
   */
  public void release(Job job) {
    claims.remove(job);
    writer.update(
        "UPDATE files SET state = 'queued' WHERE id = ? AND state = 'working' AND attempts = ?",
        job.row(),
        job.attempts());
  }

  /**
   * The jobs held in this process. A row in state {@code working} without a job here is left over:
   * its release could not be written, for example because the disk was full.
   */
  private static final class Claims {
    private record Claim(long row, int attempt) {}

    private final Set<Claim> held = ConcurrentHashMap.newKeySet();

    void add(Job job) {
      held.add(new Claim(job.row(), job.attempts()));
    }

    void remove(Job job) {
      held.remove(new Claim(job.row(), job.attempts()));
    }

    boolean holds(long row, int attempt) {
      return held.contains(new Claim(row, attempt));
    }
  }
}
