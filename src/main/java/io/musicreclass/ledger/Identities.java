package io.musicreclass.ledger;

import io.musicreclass.ledger.db.SqlSession;
import io.musicreclass.ledger.rows.Identity;
import io.musicreclass.ledger.rows.Job;
import io.musicreclass.ledger.sql.Columns;
import io.musicreclass.ledger.sql.TagColumns;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.SongTags;
import io.musicreclass.track.TrackId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Determines whether a song is new, known, or a duplicate. */
final class Identities {
  private final SqlSession writer;
  private final FileQueue queue;

  Identities(SqlSession writer, FileQueue queue) {
    this.writer = writer;
    this.queue = queue;
  }

  /** The key of a track; throws IllegalStateException if no job was ever identified as it. */
  static long key(SqlSession session, TrackId id) {
    return session
        .first(
            row -> row.getLong(1),
            "SELECT key FROM tracks WHERE id = ?1"
                + " UNION ALL SELECT track FROM former_ids WHERE id = ?1",
            id.value())
        .orElseThrow(() -> new IllegalStateException("No file has been identified as " + id));
  }

  Identity identify(
      Job job,
      TrackId id,
      double seconds,
      String codec,
      int sampleRate,
      int channels,
      SongTags tags) {
    Optional<Identity> identity = Optional.empty();
    while (identity.isEmpty()) {
      OtherCopies seen = OtherCopies.of(job.file(), others(job, id));
      identity =
          writer.transaction(
              () -> identify(job, id, seconds, codec, sampleRate, channels, tags, seen));
    }
    return identity.get();
  }

  /** Empty if the song has a file that was not looked for. */
  private Optional<Identity> identify(
      Job job,
      TrackId id,
      double seconds,
      String codec,
      int sampleRate,
      int channels,
      SongTags tags,
      OtherCopies seen) {
    HeldJob held = HeldJob.of(writer, job);
    List<SongFile> others = others(job, id);
    if (!seen.suffice(others)) {
      return Optional.empty();
    }
    writer.update(
        "INSERT INTO tracks (id, seconds, codec, sample_rate, channels, first_seen)"
            + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        id.value(),
        seconds,
        codec,
        sampleRate,
        channels,
        Columns.nanos(Instant.now()));
    long key = key(writer, id);
    writer.update("UPDATE files SET track = ? WHERE id = ?", key, job.row());
    TagColumns.put(writer, job.row(), job.path(), tags);
    boolean decided = writer.count("SELECT count(*) FROM verdicts WHERE track = ?", key) > 0;
    return Optional.of(decided ? known(job, held, key, others, seen) : unknown(job, key));
  }

  private Identity unknown(Job job, long key) {
    Optional<SongFile> other =
        writer.first(
            Columns::file,
            "SELECT path, inode, size, mtime FROM files"
                + " WHERE track = ? AND state = 'working' AND id <> ?",
            key,
            job.row());
    if (other.isEmpty()) {
      return new Identity.New();
    }
    queue.release(job);
    return new Identity.InProgress(other.get().path());
  }

  private Identity known(Job job, HeldJob held, long key, List<SongFile> others, OtherCopies seen) {
    for (SongFile other : others) {
      if (seen.isThere(other)) {
        return held.unchangedSong(key)
            ? new Identity.Same()
            : new Identity.DuplicateOf(other.path());
      }
      if (seen.hasMoved(other)) {
        writer.update("DELETE FROM files WHERE path = ?", other.bytes());
      }
    }
    // It is the only file now, whatever it was before.
    writer.update(
        "UPDATE files SET previous_state = 'done' WHERE id = ? AND previous_track = ?",
        job.row(),
        key);
    return new Identity.Same();
  }

  /** Other completed files of this song; the one that got the verdict comes first. */
  private List<SongFile> others(Job job, TrackId id) {
    return writer.list(
        Columns::file,
        "SELECT path, inode, size, mtime FROM files, (SELECT key FROM tracks WHERE id = ?1)"
            + " WHERE (track = key AND state IN ('done', 'duplicate') OR previous_track = key)"
            + " AND files.id <> ?2 ORDER BY state = 'duplicate', files.id",
        id.value(),
        job.row());
  }
}
