package io.musicreclass.ledger;

import io.musicreclass.ledger.db.SqlSession;
import io.musicreclass.ledger.rows.RevisedVerdict;
import io.musicreclass.ledger.sql.Columns;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.MusicTag;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.TrackId;
import io.musicreclass.track.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The verdict of each song: the vote's result and a person's correction. */
final class VerdictRepository {
  private static final String OF_TRACKS =
      " FROM verdicts v JOIN tracks t ON t.key = v.track WHERE ";

  static final String FROM = "SELECT t.id, t.seconds, v.*" + OF_TRACKS;

  /**
   * Pages of verdicts in the order of their songs' keys, with the genre of the newest file's tag.
   * The signs keep SQLite from the indexes on state and seq, by which it reads all files for each
   * song.
   */
  static final String AFTER =
      "SELECT t.id, t.seconds, v.*, coalesce((SELECT g.genre FROM files f JOIN tags g"
          + " ON g.file = f.id WHERE f.track = v.track AND +f.state = 'done'"
          + " ORDER BY +f.seq DESC LIMIT 1), '') AS tag"
          + OF_TRACKS
          + "v.track > ? ORDER BY v.track LIMIT ?";

  private VerdictRepository() {}

  static Optional<ClassifiedTrack> of(SqlSession session, TrackId id) {
    return session.first(VerdictRepository::read, FROM + "t.id = ?", id.value());
  }

  /** Stores the vote's result; a person's correction stays. */
  static void put(SqlSession writer, ClassifiedTrack voteDetails, long key, long seq) {
    Verdict.Decided verdict = voteDetails.voted();
    writer.update(
        "INSERT INTO verdicts (track, seq, at, path, origin, genre, confidence, sure,"
            + " stage, rule, genres, votes, decode_ms, total_ms)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (track) DO UPDATE SET seq = excluded.seq, at = excluded.at,"
            + " path = excluded.path, origin = excluded.origin, genre = excluded.genre,"
            + " confidence = excluded.confidence, sure = excluded.sure, stage = excluded.stage,"
            + " rule = excluded.rule, genres = excluded.genres, votes = excluded.votes,"
            + " decode_ms = excluded.decode_ms, total_ms = excluded.total_ms",
        key,
        seq,
        Columns.nanos(voteDetails.at()),
        SongFile.bytes(voteDetails.path()),
        voteDetails.origin().toString(),
        verdict.genre(),
        verdict.confidence(),
        verdict.sure(),
        verdict.stage(),
        verdict.rule(),
        Columns.json(verdict.genres()),
        Columns.json(verdict.votes()),
        voteDetails.decodeMs(),
        voteDetails.totalMs());
    tag(writer, key, verdict.tags());
  }

  /** Replaces the vote's result by that of a re-vote, as {@link #put} does. */
  static void replace(SqlSession writer, RevisedVerdict revised, long seq) {
    long key = revised.before().track();
    Verdict.Decided verdict = revised.now().voted();
    List<MusicTag> tags = verdict.tags();
    if (!tags.equals(revised.before().voteDetails().voted().tags())) {
      tag(writer, key, tags);
    }
    writer.update(
        "UPDATE verdicts SET seq = ?, at = ?, origin = ?, genre = ?, confidence = ?, sure = ?,"
            + " stage = ?, rule = ?, genres = ?, votes = ? WHERE track = ?",
        seq,
        Columns.nanos(revised.now().at()),
        revised.now().origin().toString(),
        verdict.genre(),
        verdict.confidence(),
        verdict.sure(),
        verdict.stage(),
        verdict.rule(),
        Columns.json(verdict.genres()),
        Columns.json(verdict.votes()),
        key);
  }

  private static void tag(SqlSession writer, long key, List<MusicTag> tags) {
    writer.update("DELETE FROM verdict_tags WHERE track = ?", key);
    for (MusicTag tag : tags) {
      writer.update("INSERT INTO verdict_tags (tag, track) VALUES (?, ?)", tag.name(), key);
    }
  }

  /** Stores a person's genre, or removes it (both null). */
  static boolean correct(
      SqlSession writer, TrackId id, @Nullable String genre, @Nullable Long atNanos) {
    return writer.update(
            "UPDATE verdicts SET person = ?1, person_at = ?2"
                + " WHERE track = coalesce((SELECT key FROM tracks WHERE id = ?3),"
                + " (SELECT track FROM former_ids WHERE id = ?3))",
            genre,
            atNanos,
            id.value())
        > 0;
  }

  static ClassifiedTrack read(ResultSet row) throws SQLException {
    ClassifiedTrack voted =
        new ClassifiedTrack(
            new TrackId(row.getString("id")),
            SongFile.path(row.getBytes("path")),
            Columns.origin(row),
            new Verdict.Decided(
                row.getString("genre"),
                row.getDouble("confidence"),
                row.getBoolean("sure"),
                row.getInt("stage"),
                row.getString("rule"),
                Columns.genres(row.getString("genres")),
                Columns.votes(row.getString("votes"))),
            row.getDouble("seconds"),
            row.getLong("decode_ms"),
            row.getLong("total_ms"),
            Columns.instant(row.getLong("at")));
    String person = row.getString("person");
    return person == null
        ? voted
        : voted.corrected(person, Columns.instant(row.getLong("person_at")));
  }
}
