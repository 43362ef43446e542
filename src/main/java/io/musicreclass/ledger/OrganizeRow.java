package io.musicreclass.ledger;

import io.musicreclass.ledger.rows.AlbumGenre;
import io.musicreclass.ledger.rows.OrganizeCandidate;
import io.musicreclass.ledger.sql.Columns;
import io.musicreclass.track.MusicTag;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.TrackId;
import io.musicreclass.track.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** A file whose song has a verdict, before its genres are known. */
record OrganizeRow(
    long row,
    SongFile file,
    TrackId id,
    String verdict,
    boolean corrected,
    double confidence,
    int stage,
    boolean sure,
    boolean waiting,
    List<MusicTag> tags,
    Optional<String> handled,
    Optional<byte[]> album) {
  /** Selects the files that fulfil the condition that follows. */
  static final String SELECT =
      "SELECT f.id AS row, f.path AS path, inode, size, mtime, t.id AS track_id,"
          + " v.shown_genre AS verdict, v.stage, v.votes, v.person IS NOT NULL AS corrected,"
          + " CASE WHEN v.person IS NULL THEN v.confidence ELSE 1.0 END AS confidence,"
          + " v.shown_sure AS sure, f.shelf_unsure AS waiting,"
          + " (SELECT c.genre FROM changes c WHERE c.track = f.track AND c.state = 'done'"
          + " AND c.genre IS NOT NULL ORDER BY c.id DESC LIMIT 1) AS handled,"
          + " g.album_key AS album FROM files f"
          + " JOIN tracks t ON t.key = f.track JOIN verdicts v ON v.track = f.track"
          + " LEFT JOIN tags g ON g.file = f.id WHERE f.state = 'done' AND ";

  static OrganizeRow of(ResultSet row) throws SQLException {
    return new OrganizeRow(
        row.getLong("row"),
        Columns.file(row),
        new TrackId(row.getString("track_id")),
        row.getString("verdict"),
        row.getBoolean("corrected"),
        row.getDouble("confidence"),
        row.getInt("stage"),
        row.getBoolean("sure"),
        row.getBoolean("waiting"),
        Verdict.Decided.tagsOf(Columns.votes(row.getString("votes"))),
        Optional.ofNullable(row.getString("handled")),
        Optional.ofNullable(row.getBytes("album")));
  }

  OrganizeCandidate candidate(List<String> genres, Optional<BlendedGenres> album) {
    String genre = genres.get(0);
    return new OrganizeCandidate(
        row,
        file,
        id,
        genres,
        verdict,
        confidence,
        stage,
        sure,
        album.map(all -> new AlbumGenre(genre, all.share(genre), all.songs())),
        waiting,
        tags,
        handled);
  }
}
