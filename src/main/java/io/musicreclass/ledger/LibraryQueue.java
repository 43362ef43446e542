package io.musicreclass.ledger;

import io.musicreclass.ledger.db.ScanReader;
import io.musicreclass.ledger.db.SqlSession;
import io.musicreclass.ledger.rows.Job;
import io.musicreclass.ledger.sql.PathPrefix;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.SongFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The files of the library's folders: their progress, and which of them are queued or parked. Part
 * of the {@link Ledger}, with its guarantees.
 */
public final class LibraryQueue {
  /** Files per transaction; limited because the workers wait for it. */
  private static final int BATCH = 1000;

  /** Between the two bounds of {@link PathPrefix}. */
  private static final String BELOW = "path >= ?1 AND path < ?2";

  /** The plus makes SQLite search by path, not by state. */
  private static final String WAITS = "+state IN ('queued', 'working')";

  /**
   * Counts of files.
   *
   * @param known all files
   * @param done completed files, including failures and duplicates
   * @param failed those of them that failed
   * @param waiting files in the queue or being analysed, including parked ones
   * @param parked those of them that are not taken at present
   */
  public record Counts(int known, int done, int failed, int waiting, int parked) {}

  /** A file in the queue. */
  public record Waiting(long row, Path path) {}

  /**
   * Progress of the sample.
   *
   * @param files number of files in it
   * @param ended number of those that are completed
   * @param voteDetails their verdicts
   */
  public record Sampled(int files, int ended, List<ClassifiedTrack> voteDetails) {}

  private final SqlSession reader;
  private final ScanReader scans;
  private final Supplier<LedgerWriter> owner;

  LibraryQueue(SqlSession reader, ScanReader scans, Supplier<LedgerWriter> owner) {
    this.reader = reader;
    this.scans = scans;
    this.owner = owner;
  }

  /** Whether any known file is below that folder. */
  public boolean hasFilesBelow(Path folder) {
    return reader.count(
            "SELECT EXISTS (SELECT 1 FROM files WHERE " + BELOW + ")",
            PathPrefix.first(folder),
            PathPrefix.end(folder))
        > 0;
  }

  /** Counts of the files below a folder; see {@link ScanReader}. */
  public Counts counts(Path folder) {
    return scans.get(List.of("counts", folder), session -> counts(session, folder));
  }

  private static Counts counts(SqlSession session, Path folder) {
    return session
        .first(
            row ->
                new Counts(
                    row.getInt(1), row.getInt(2), row.getInt(3), row.getInt(4), row.getInt(5)),
            "SELECT count(*), total(NOT "
                + WAITS
                + "), total(state = 'failed'), total("
                + WAITS
                + "), total(parked AND "
                + WAITS
                + ") FROM files WHERE "
                + BELOW,
            PathPrefix.first(folder),
            PathPrefix.end(folder))
        .orElseThrow();
  }

  /** Parks the files below that folder: they are no longer taken; those in progress continue. */
  public void park(Path folder) {
    SqlSession session = owner.get().writer();
    byte[] from = PathPrefix.first(folder);
    Optional<byte[]> last = lastOfBatch(session, from, PathPrefix.end(folder));
    while (last.isPresent()) {
      byte[] next = Arrays.copyOf(last.get(), last.get().length + 1); // the first path after it
      session.update("UPDATE files SET parked = 1 WHERE " + BELOW + " AND " + WAITS, from, next);
      from = next;
      last = lastOfBatch(session, from, PathPrefix.end(folder));
    }
  }

  private static Optional<byte[]> lastOfBatch(SqlSession session, byte[] from, byte[] end) {
    return session
        .first(
            row -> Optional.ofNullable(row.getBytes(1)),
            "SELECT max(path) FROM (SELECT path FROM files WHERE "
                + BELOW
                + " AND "
                + WAITS
                + " ORDER BY path LIMIT "
                + BATCH
                + ")",
            from,
            end)
        .flatMap(path -> path);
  }

  /** Puts a job back into the queue, where it is not taken until its folder is back. */
  public void park(Job job) {
    owner
        .get()
        .writer()
        .update(
            "UPDATE files SET state = 'queued', parked = 1"
                + " WHERE id = ? AND state = 'working' AND attempts = ?",
            job.row(),
            job.attempts());
    owner.get().queue().ended(job);
  }

  /** Allows a file to be taken again. */
  public void unpark(Job job) {
    owner
        .get()
        .writer()
        .update("UPDATE files SET parked = 0 WHERE id = ? AND parked = 1", job.row());
  }

  /** Allows the files below that folder to be taken again. */
  public void unpark(Path folder) {
    SqlSession session = owner.get().writer();
    int changed;
    do {
      changed =
          session.update(
              "UPDATE files SET parked = 0 WHERE id IN (SELECT id FROM files"
                  + " INDEXED BY files_parked WHERE parked = 1 AND "
                  + BELOW
                  + " LIMIT "
                  + BATCH
                  + ")",
              PathPrefix.first(folder),
              PathPrefix.end(folder));
    } while (changed > 0);
  }

  /**
   * Removes files from the queue that came from folders which no longer belong to the library; the
   * results of completed files stay. No file is parked afterwards.
   *
   * @return number of files removed
   */
  public int retainOnly(List<Path> folders) {
    SqlSession session = owner.get().writer();
    int dropped = 0;
    long after = 0;
    List<Waiting> page = waiting(after, BATCH);
    while (!page.isEmpty()) {
      List<Waiting> others =
          page.stream().filter(w -> folders.stream().noneMatch(w.path()::startsWith)).toList();
      session.run(
          () ->
              others.forEach(
                  w ->
                      session.update(
                          "DELETE FROM files WHERE id = ? AND state = 'queued'", w.row())));
      dropped += others.size();
      after = page.get(page.size() - 1).row();
      page = waiting(after, BATCH);
    }
    unpark(Path.of("/"));
    return dropped;
  }

  /** A page of the library's files in the queue, parked ones included, by their row. */
  public List<Waiting> waiting(long afterRow, int limit) {
    return reader.list(
        row -> new Waiting(row.getLong(1), SongFile.path(row.getBytes(2))),
        "SELECT id, path FROM files WHERE state = 'queued' AND origin = 'library' AND id > ?"
            + " ORDER BY id LIMIT ?",
        afterRow,
        limit);
  }

  /** Whether a file of the inbox is in the queue and can be taken. */
  public boolean hasWaitingInboxFile() {
    return reader.count(
            "SELECT EXISTS (SELECT 1 FROM files INDEXED BY files_queue WHERE state = 'queued' AND"
                + " parked = 0 AND "
                + QueueOrder.RANK
                + " = 0)")
        > 0;
  }

  /** How many of the library's files are in the queue and can be taken. */
  public int waiting() {
    return reader.count(
        "SELECT count(*) FROM files INDEXED BY files_queue WHERE state = 'queued' AND parked = 0"
            + " AND "
            + QueueOrder.RANK
            + " = 2");
  }

  /** Marks these files as the sample; they are analysed before the others of the library. */
  public void sample(Collection<Long> rows) {
    SqlSession session = owner.get().writer();
    session.run(
        () -> {
          session.update("UPDATE files SET early = 0 WHERE early = 1");
          rows.forEach(row -> session.update("UPDATE files SET early = 1 WHERE id = ?", row));
        });
  }

  /** Progress of the files passed to {@link #sample}. */
  public Sampled sampled() {
    List<Boolean> ended =
        reader.list(
            row -> row.getBoolean(1), "SELECT NOT " + WAITS + " FROM files WHERE early = 1");
    List<ClassifiedTrack> voteDetails =
        reader.list(
            VerdictRepository::read,
            VerdictRepository.FROM
                + "v.track IN (SELECT track FROM files WHERE early = 1 AND state = 'done')");
    return new Sampled(ended.size(), (int) ended.stream().filter(e -> e).count(), voteDetails);
  }
}
