package io.musicreclass.ledger;

import io.musicreclass.track.SongFile;
import io.musicreclass.track.SongTags;
import io.musicreclass.track.TrackId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Tells whether a song is new, known, or there twice. */
final class Identities {
  private final Session writer;
  private final Queue queue;

  Identities(Session writer, Queue queue) {
    this.writer = writer;
    this.queue = queue;
  }

  /** The key of a track; throws IllegalStateException when no job was ever identified as it. */
  static long key(Session session, TrackId id) {
    return session
        .first(
            row -> row.getLong(1),
            "SELECT key FROM tracks WHERE id = ?1"
                + " UNION ALL SELECT track FROM former_ids WHERE id = ?1",
            id.value())
        .orElseThrow(() -> new IllegalStateException("Nobody is identified as " + id));
  }

  Identity identify(
      Job job,
      TrackId id,
      double seconds,
      String codec,
      int sampleRate,
      int channels,
      SongTags tags) {
    return writer.transaction(
        () -> {
          Held held = Held.of(writer, job);
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
          Tags.put(writer, job.row(), job.path(), tags);
          boolean decided = writer.count("SELECT count(*) FROM verdicts WHERE track = ?", key) > 0;
          return decided ? known(job, held, key) : unknown(job, key);
        });
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
    return new Identity.InHand(other.get().path());
  }

  private Identity known(Job job, Held held, long key) {
    for (Other other : others(job, key)) {
      if (isThere(other.file, job.file())) {
        return held.unchangedSong(key)
            ? new Identity.Same()
            : new Identity.DuplicateOf(other.file.path());
      }
      if (hasMoved(other.file, job.file())) {
        writer.update("DELETE FROM files WHERE id = ?", other.id);
      }
    }
    // The only one now, whatever it was before.
    writer.update(
        "UPDATE files SET previous_state = 'done' WHERE id = ? AND previous_track = ?",
        job.row(),
        key);
    return new Identity.Same();
  }

  /** Files that ended as this song, the one that got the verdict first. */
  private List<Other> others(Job job, long key) {
    return writer.list(
        row -> new Other(row.getLong("id"), Columns.file(row)),
        "SELECT id, path, inode, size, mtime FROM files"
            + " WHERE (track = ?1 AND state IN ('done', 'duplicate') OR previous_track = ?1)"
            + " AND id <> ?2 ORDER BY state = 'duplicate', id",
        key,
        job.row());
  }

  /** Whether the other file is still what the ledger knows, and not this one by another name. */
  private static boolean isThere(SongFile other, SongFile mine) {
    try {
      return SongFile.stat(other.path()).equals(other)
          && (!Files.isSameFile(other.path(), mine.path()) || links(other) > 1);
    } catch (IOException e) {
      return false;
    }
  }

  /** More than one means hard links: two files. One: a file system that ignores case. */
  private static int links(SongFile file) throws IOException {
    return (int) Files.getAttribute(file.path(), "unix:nlink", LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean hasMoved(SongFile other, SongFile mine) {
    return other.inode() == mine.inode()
        && other.size() == mine.size()
        && other.mtime() == mine.mtime()
        && Files.notExists(other.path(), LinkOption.NOFOLLOW_LINKS);
  }

  private record Other(long id, SongFile file) {}
}
