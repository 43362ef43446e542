package io.musicreclass.ledger;

import io.musicreclass.ledger.db.SqlSession;
import io.musicreclass.ledger.rows.ChangeBatch;
import io.musicreclass.ledger.rows.RecordedChange;
import io.musicreclass.ledger.sql.Columns;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.TrackId;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Changes to people's files. The intent is stored before a file is touched, and the data needed to
 * undo the change before it is replaced. Part of the {@link Ledger}, with its guarantees.
 */
public final class FileChanges {
  private static final String CHANGE =
      "SELECT c.id AS id, batch, at, kind, state, t.id AS track_id, path, inode, size, mtime,"
          + " target, before, after FROM changes c JOIN tracks t ON t.key = c.track";

  private final SqlSession reader;
  private final Supplier<SqlSession> writer;
  private final AtomicLong made = new AtomicLong();

  FileChanges(SqlSession reader, Supplier<SqlSession> writer) {
    this.reader = reader;
    this.writer = writer;
  }

  /** How many changes this process has made or undone. */
  public long made() {
    return made.get();
  }

  /** A number that no batch has had yet. */
  public long newBatch() {
    return 1L + reader.count("SELECT coalesce(max(batch), 0) FROM changes");
  }

  /**
   * Stores an intended change.
   *
   * @param genre by which the file is tagged or sorted; null if it only waits for a sure one
   */
  public RecordedChange intend(
      long batch,
      RecordedChange.Kind kind,
      TrackId id,
      @Nullable String genre,
      SongFile source,
      Path target) {
    SqlSession session = writer.get();
    return session.transaction(
        () -> {
          session.update(
              "INSERT INTO changes (batch, at, kind, state, track, genre, path, inode, size,"
                  + " mtime, target) VALUES (?, ?, ?, 'intended', ?, ?, ?, ?, ?, ?, ?)",
              batch,
              Columns.nanos(Instant.now()),
              kind.toString(),
              Identities.key(session, id),
              genre,
              source.bytes(),
              source.inode(),
              source.size(),
              source.mtime(),
              SongFile.bytes(target));
          return session
              .first(FileChanges::change, CHANGE + " WHERE c.id = last_insert_rowid()")
              .orElseThrow();
        });
  }

  /** Stores that the new file has been written, and how to undo the change. */
  public void prepared(
      RecordedChange change, String before, String after, byte @Nullable [] delta) {
    writer
        .get()
        .update(
            "UPDATE changes SET state = 'prepared', before = ?, after = ?, delta = ? WHERE id = ?",
            before,
            after,
            delta,
            change.id());
  }

  /**
   * Stores that a change is done, and where the song's file is now, so that it is not analysed
   * again.
   *
   * @param now the target as it is now
   */
  public void done(RecordedChange change, SongFile now) {
    SqlSession session = writer.get();
    session.run(
        () -> {
          state(session, change, RecordedChange.State.DONE);
          if (change.kind() != RecordedChange.Kind.COPY) {
            follow(session, change.source().path(), now);
          }
        });
    made.incrementAndGet();
  }

  /** Deletes an intent that was not carried out. */
  public void drop(RecordedChange change) {
    writer.get().update("DELETE FROM changes WHERE id = ?", change.id());
  }

  /** Stores that a change is about to be undone. */
  public void undoing(RecordedChange change) {
    state(writer.get(), change, RecordedChange.State.UNDOING);
  }

  /** Stores that a change is not undone after all. */
  public void undoAbandoned(RecordedChange change) {
    state(writer.get(), change, RecordedChange.State.DONE);
  }

  /**
   * Stores that a change is undone, and where the song's file is again.
   *
   * @param now the source as it is now; null if it was never touched
   */
  public void undone(RecordedChange change, @Nullable SongFile now) {
    SqlSession session = writer.get();
    session.run(
        () -> {
          state(session, change, RecordedChange.State.UNDONE);
          session.update("UPDATE changes SET delta = NULL WHERE id = ?", change.id());
          // The owner wanted it back, so it stays there until apply is run.
          session.update(
              "UPDATE files SET shelf_owed = 0, shelf_unsure = 0 WHERE path IN (?, ?)",
              SongFile.bytes(change.source().path()),
              SongFile.bytes(change.target()));
          if (now != null) {
            follow(session, change.target(), now);
          }
        });
    made.incrementAndGet();
  }

  private static void state(SqlSession session, RecordedChange change, RecordedChange.State state) {
    session.update("UPDATE changes SET state = ? WHERE id = ?", state.toString(), change.id());
  }

  /** Updates the row of a file whose path or content has changed but not its song. */
  private static void follow(SqlSession session, Path from, SongFile now) {
    byte[] path = now.bytes();
    byte[] old = SongFile.bytes(from);
    if (session.count("SELECT count(*) FROM files WHERE path = ?", old) == 0) {
      return;
    }
    session.update("DELETE FROM files WHERE path = ? AND path <> ?", path, old);
    session.update(
        "UPDATE files SET path = ?, inode = ?, size = ?, mtime = ? WHERE path = ?",
        path,
        now.inode(),
        now.size(),
        now.mtime(),
        old);
  }

  /** Changes that were interrupted, in their order. */
  public List<RecordedChange> unfinished() {
    return reader.list(
        FileChanges::change,
        CHANGE + " WHERE c.state IN ('intended', 'prepared', 'undoing') ORDER BY c.id");
  }

  /** Finished changes of a batch, the latest first, which is the order to undo them in. */
  public List<RecordedChange> batch(long batch) {
    return reader.list(
        FileChanges::change,
        CHANGE + " WHERE batch = ? AND state = 'done' ORDER BY c.id DESC",
        batch);
  }

  /**
   * The latest batches that can be undone, the newest first.
   *
   * @param limit most batches
   */
  public List<ChangeBatch> batches(int limit) {
    return reader.list(
        row ->
            new ChangeBatch(
                row.getLong("batch"), Columns.instant(row.getLong("at")), row.getInt("files")),
        "SELECT batch, max(at) AS at, count(*) AS files FROM changes WHERE state = 'done'"
            + " GROUP BY batch ORDER BY batch DESC LIMIT ?",
        limit);
  }

  /** Finished changes since that time, the latest first. */
  public List<RecordedChange> since(Instant from) {
    return reader.list(
        FileChanges::change,
        CHANGE + " WHERE at >= ? AND state = 'done' ORDER BY c.id DESC",
        Columns.nanos(from));
  }

  /** Copies of a song that wait for a sure genre, the latest first. */
  public List<RecordedChange> unsureCopies(TrackId track) {
    return reader.list(
        FileChanges::change,
        CHANGE
            + " WHERE t.id = ? AND kind = 'copy' AND state = 'done' AND c.genre IS NULL"
            + " ORDER BY c.id DESC",
        track.value());
  }

  /** The undo data passed to {@link #prepared}; null if there is none. */
  public byte @Nullable [] delta(RecordedChange change) {
    return reader
        .list(
            row -> Optional.ofNullable(row.getBytes(1)),
            "SELECT delta FROM changes WHERE id = ?",
            change.id())
        .get(0)
        .orElse(null);
  }

  private static RecordedChange change(ResultSet row) throws SQLException {
    return new RecordedChange(
        row.getLong("id"),
        row.getLong("batch"),
        Columns.instant(row.getLong("at")),
        RecordedChange.Kind.of(row.getString("kind")),
        RecordedChange.State.of(row.getString("state")),
        new TrackId(row.getString("track_id")),
        Columns.file(row),
        SongFile.path(row.getBytes("target")),
        row.getString("before"),
        row.getString("after"));
  }
}
