package io.musicreclass.ledger;

import io.musicreclass.ledger.db.SqlSession;
import io.musicreclass.ledger.rows.Arrived;
import io.musicreclass.ledger.rows.FileState;
import io.musicreclass.ledger.sql.Columns;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.SongFile;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Stores the files that were found and queues those that are new or have changed. */
final class ArrivalWriter {
  /** Files per transaction; limited because the workers wait for it. */
  private static final int BATCH = 1000;

  private final SqlSession writer;
  private final SequenceNumbers numbers;

  ArrivalWriter(SqlSession writer, SequenceNumbers numbers) {
    this.writer = writer;
    this.numbers = numbers;
  }

  /** Returns the outcomes in the order of the files; writes nothing if all are known. */
  List<Arrived> arrive(List<SongFile> files, ClassifiedTrack.Origin origin) {
    List<Arrived> outcomes = new ArrayList<>(files.size());
    for (int from = 0; from < files.size(); from += BATCH) {
      List<SongFile> batch = files.subList(from, Math.min(from + BATCH, files.size()));
      writer.run(() -> batch.forEach(file -> outcomes.add(arrive(file, origin))));
    }
    return outcomes;
  }

  private Arrived arrive(SongFile file, ClassifiedTrack.Origin origin) {
    Optional<Known> known =
        writer.first(
            Known::of,
            "SELECT id, inode, size, mtime, state, retry_on_sight FROM files WHERE path = ?",
            file.bytes());
    if (known.isEmpty()) {
      insert(file, origin);
      return Arrived.QUEUED;
    }
    Known row = known.get();
    boolean changed = !row.sameAs(file);
    switch (row.state) {
      case WORKING -> {
        if (changed) {
          restamp(row.id, file); // the end of the job will see that another file was analysed
        }
        return Arrived.WAITING;
      }
      case QUEUED -> {
        if (changed) {
          clearResults(row.id);
          restamp(row.id, file);
        }
        return Arrived.WAITING;
      }
      case DONE, DUPLICATE, FAILED -> {
        if (changed) {
          requeueChanged(row.id, file, origin);
        } else if (row.retryOnSight) {
          requeue(row.id, origin);
        } else {
          return Arrived.KNOWN;
        }
        return Arrived.QUEUED;
      }
    }
    throw new AssertionError(row.state);
  }

  private void insert(SongFile file, ClassifiedTrack.Origin origin) {
    writer.update(
        "INSERT INTO files (path, inode, size, mtime, origin, library, state, seq, at)"
            + " VALUES (?1, ?2, ?3, ?4, ?5, ?5 = 'library', 'queued', ?6, ?7)",
        file.bytes(),
        file.inode(),
        file.size(),
        file.mtime(),
        origin.toString(),
        numbers.next(),
        Columns.nanos(Instant.now()));
  }

  /** Queues a file that has changed since it was completed. */
  void requeueChanged(long row, SongFile file, ClassifiedTrack.Origin origin) {
    writer.update(
        "UPDATE files SET previous_track = track, previous_state = state WHERE id = ?"
            + " AND state IN ('done', 'duplicate')",
        row);
    clearResults(row);
    restamp(row, file);
    requeue(row, origin);
  }

  private void clearResults(long row) {
    writer.update(
        "UPDATE files SET track = NULL, reason = NULL, mend = NULL, retry_on_sight = 0,"
            + " attempts = 0, crashes = 0, waits_for = '', failures = 0, not_before = 0,"
            + " failed_stage = '' WHERE id = ?",
        row);
  }

  private void restamp(long row, SongFile file) {
    writer.update(
        "UPDATE files SET inode = ?, size = ?, mtime = ?, parked = 0 WHERE id = ?",
        file.inode(),
        file.size(),
        file.mtime(),
        row);
  }

  private void requeue(long row, ClassifiedTrack.Origin origin) {
    writer.update(
        "UPDATE files SET state = 'queued', origin = ?1, seq = ?2, at = ?3, library ="
            + " CASE ?1 WHEN 'library' THEN 1 WHEN 'inbox' THEN 0 ELSE library END WHERE id = ?4",
        origin.toString(),
        numbers.next(),
        Columns.nanos(Instant.now()),
        row);
  }

  private record Known(
      long id, long inode, long size, long mtime, FileState state, boolean retryOnSight) {
    static Known of(ResultSet row) throws SQLException {
      return new Known(
          row.getLong(1),
          row.getLong(2),
          row.getLong(3),
          row.getLong(4),
          FileState.of(row.getString(5)),
          row.getBoolean(6));
    }

    boolean sameAs(SongFile file) {
      return inode == file.inode() && size == file.size() && mtime == file.mtime();
    }
  }
}
