package io.musicreclass.ledger;

import io.musicreclass.ledger.db.SqlSession;
import io.musicreclass.ledger.sql.Columns;
import io.musicreclass.ledger.sql.TagColumns;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.GenreSet;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.SongTags;
import io.musicreclass.track.StageResult;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Ledgers of many songs, written by a few statements a song in one transaction that waits for no
 * disk.
 */
public final class Synthetic {
  private final SqlSession writer;
  private final Map<ModelKey, Long> models = new HashMap<>();
  private long last;

  private Synthetic(SqlSession writer) {
    this.writer = writer;
  }

  /** A song that was heard: what its stages output, and its verdict. */
  public record Song(
      SongFile file, List<StageResult.Scored> results, ClassifiedTrack voteDetails, SongTags tags) {
    /** Without tags. */
    public Song(SongFile file, List<StageResult.Scored> results, ClassifiedTrack voteDetails) {
      this(file, results, voteDetails, SongTags.NONE);
    }
  }

  private record ModelKey(String stage, String name, String encoder, String head, GenreSet set) {}

  /** Writes a new ledger, as if they had been heard one after the other. */
  public static void write(Path home, Stream<Song> songs) {
    Ledger.open(home).close(); // makes the tables
    try (SqlSession writer = Songs.writer(home)) {
      writer.script("PRAGMA synchronous = OFF");
      Synthetic synthetic = new Synthetic(writer);
      writer.run(() -> songs.forEach(synthetic::write));
    }
  }

  private void write(Song song) {
    long key = ++last;
    ClassifiedTrack voteDetails = song.voteDetails();
    long at = Columns.nanos(voteDetails.at());
    writer.update(
        "INSERT INTO tracks (key, id, seconds, codec, sample_rate, channels, first_seen)"
            + " VALUES (?, ?, ?, 'mp3', 44100, 2, ?)",
        key,
        voteDetails.id().value(),
        voteDetails.seconds(),
        at);
    SongFile file = song.file();
    writer.update(
        "INSERT INTO files (id, path, inode, size, mtime, origin, state, seq, at, track)"
            + " VALUES (?, ?, ?, ?, ?, ?, 'done', ?, ?, ?)",
        key,
        SongFile.bytes(file.path()),
        file.inode(),
        file.size(),
        file.mtime(),
        Origin.INBOX.toString(),
        key,
        at,
        key);
    TagColumns.put(writer, key, file.path(), song.tags());
    song.results().forEach(result -> write(key, result));
    VerdictRepository.put(writer, voteDetails, key, key);
  }

  private void write(long track, StageResult.Scored result) {
    GenreSet genres = result.scores().genres();
    ModelKey model =
        new ModelKey(result.stage(), result.model(), result.encoder(), result.head(), genres);
    writer.update(
        "INSERT INTO stage_results (track, model, scores, embedding, ms) VALUES (?, ?, ?, ?, ?)",
        track,
        models.computeIfAbsent(model, this::write),
        Columns.blob(result.scores()),
        Columns.blob(result.storedEmbedding().orElseThrow()),
        result.ms());
  }

  private long write(ModelKey model) {
    return writer
        .first(
            row -> row.getLong(1),
            "INSERT INTO models (stage, name, encoder, head, genres) VALUES (?, ?, ?, ?, ?)"
                + " RETURNING id",
            model.stage,
            model.name,
            model.encoder,
            model.head,
            Columns.json(model.set.names()))
        .orElseThrow();
  }
}
