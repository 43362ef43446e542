package io.musicreclass.ledger;

import io.musicreclass.ledger.db.SqlSession;
import io.musicreclass.ledger.rows.Job;
import io.musicreclass.ledger.sql.Columns;
import io.musicreclass.track.SongFile;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The current row of a job.
 *
 * @param file as last seen, possibly after the claim
 * @param track key of its song, 0 before it was identified
 * @param previousTrack key of the song it was before the file changed, 0 if none
 * @param previousState the state it ended in then
 * @param reason why the unchanged file failed the last time
 */
record HeldJob(
    SongFile file,
    long track,
    long previousTrack,
    @Nullable String previousState,
    @Nullable String reason) {

  /** Throws IllegalStateException if the job has been handed back already. */
  static HeldJob of(SqlSession writer, Job job) {
    return writer
        .first(
            HeldJob::read,
            "SELECT path, inode, size, mtime, track, previous_track, previous_state, reason"
                + " FROM files WHERE id = ? AND state = 'working' AND attempts = ?",
            job.row(),
            job.attempts())
        .orElseThrow(() -> new IllegalStateException("Handed back already: " + job));
  }

  private static HeldJob read(ResultSet row) throws SQLException {
    return new HeldJob(
        Columns.file(row),
        row.getLong("track"),
        row.getLong("previous_track"),
        row.getString("previous_state"),
        row.getString("reason"));
  }

  /** Whether the file changed but is still the same song. */
  boolean unchangedSong(long key) {
    return previousTrack == key;
  }
}
