package io.musicreclass.ledger;

import io.musicreclass.ledger.db.SqlSession;
import io.musicreclass.ledger.rows.EmbeddedTrack;
import io.musicreclass.ledger.rows.Identity;
import io.musicreclass.ledger.rows.Job;
import io.musicreclass.ledger.sql.Columns;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.Embedding;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.SongTags;
import io.musicreclass.track.StageResult;
import io.musicreclass.track.TrackId;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.function.Supplier;

/**
 * Songs, the results of their stages and their verdicts. A part of the {@link Ledger}, with its
 * guarantees.
 */
public final class TrackRepository {
  /** Results of the song v.track with an embedding of the encoder ?1. */
  private static final String STORED_EMBEDDING =
      " FROM stage_results r JOIN models m ON m.id = r.model"
          + " WHERE r.track = v.track AND m.encoder = ?1 AND r.embedding IS NOT NULL";

  /** Rows of a query for many. */
  private static final int PAGE = 500;

  /** A file whose song is known by this key. */
  public record SongOfFile(long track, SongFile file) {}

  /** Receives embeddings. */
  public interface EmbeddingSink {
    /** A song's embedding. */
    void take(long track, Embedding embedding);
  }

  private final SqlSession reader;
  private final Supplier<LedgerWriter> owner;

  TrackRepository(SqlSession reader, Supplier<LedgerWriter> owner) {
    this.reader = reader;
    this.owner = owner;
  }

  /**
   * Stores which song a job's file is, and returns what is known of that song. Checks whether other
   * files of the song still exist.
   *
   * @param seconds duration, summed from the packets
   * @param sampleRate of the file, in Hz
   * @param tags of the file; they replace those stored before
   */
  public Identity identify(
      Job job,
      TrackId id,
      double seconds,
      String codec,
      int sampleRate,
      int channels,
      SongTags tags) {
    return owner.get().identities().identify(job, id, seconds, codec, sampleRate, channels, tags);
  }

  /**
   * Replaces the identity that a former version gave to a song: its verdict, correction, results,
   * files and changes stay with it. Where both are known they become one, with the correction and
   * the newer verdict. Does nothing otherwise.
   */
  public void replaceId(TrackId former, TrackId id) {
    FormerIds.replace(owner.get().writer(), former, id);
  }

  /** Stores the result of a stage; replaces that of the same stage, model and hashes. */
  public void store(TrackId id, StageResult result) {
    SqlSession writer = owner.get().writer();
    writer.run(() -> StageResults.store(writer, id, result));
  }

  /** The results of a song's stages, in the order in which they were stored. */
  public List<StageResult> results(TrackId id) {
    return StageResults.of(reader, FormerIds.current(reader, id));
  }

  /** The current verdict of a song. */
  public Optional<ClassifiedTrack> verdict(TrackId id) {
    return VerdictRepository.of(reader, FormerIds.current(reader, id));
  }

  /** The current verdict of the song with this key. */
  public Optional<ClassifiedTrack> verdict(long track) {
    return reader.first(VerdictRepository::read, VerdictRepository.FROM + "v.track = ?", track);
  }

  /** The key of a song; empty if it is unknown. */
  public Optional<Long> key(TrackId id) {
    return reader.first(
        row -> row.getLong(1),
        "SELECT key FROM tracks WHERE id = ?",
        FormerIds.current(reader, id).value());
  }

  /**
   * The songs with a verdict in the order of their verdicts.
   *
   * @param encoder hash of the encoder whose embeddings are asked for
   * @param afterSeq {@link EmbeddedTrack#seq} of the last one of the page before; 0 for the first
   */
  public List<EmbeddedTrack> embedded(String encoder, long afterSeq, int limit) {
    return reader.list(
        row ->
            new EmbeddedTrack(
                row.getLong("track"),
                row.getLong("seq"),
                new TrackId(row.getString("id")),
                row.getBoolean("embedded")),
        "SELECT v.track, v.seq, t.id, EXISTS (SELECT 1"
            + STORED_EMBEDDING
            + ") AS embedded"
            + " FROM verdicts v JOIN tracks t ON t.key = v.track"
            + " WHERE v.seq > ?2 ORDER BY v.seq LIMIT ?3",
        encoder,
        afterSeq,
        limit);
  }

  /** The embedding that an encoder computed for the song with this key. */
  public Optional<Embedding> embedding(String encoder, long track) {
    return reader.first(
        row -> Columns.embedding(row.getBytes(1)),
        "SELECT r.embedding FROM verdicts v JOIN stage_results r ON r.id = (SELECT r.id"
            + STORED_EMBEDDING
            + " ORDER BY r.id DESC LIMIT 1) WHERE v.track = ?2",
        encoder,
        track);
  }

  /** The songs of these files, by path; those that are not known are absent. */
  public Map<Path, SongOfFile> ofFiles(List<Path> files) {
    Map<Path, SongOfFile> known = new HashMap<>();
    for (int from = 0; from < files.size(); from += PAGE) {
      List<String> page =
          files.subList(from, Math.min(from + PAGE, files.size())).stream()
              .map(path -> HexFormat.of().formatHex(SongFile.bytes(path.toAbsolutePath())))
              .toList();
      reader
          .list(
              row -> new SongOfFile(row.getLong("track"), Columns.file(row)),
              "SELECT f.track, f.path, f.inode, f.size, f.mtime FROM json_each(?) j"
                  + " JOIN files f ON f.path = unhex(j.value) WHERE f.track IS NOT NULL",
              Columns.json(page))
          .forEach(song -> known.put(song.file().path(), song));
    }
    return known;
  }

  /** The keys of the songs for which an embedding of this encoder is stored. */
  public Set<Long> embedded(String encoder) {
    Set<Long> tracks = new HashSet<>();
    embeddings(
        encoder,
        track -> {
          tracks.add(track);
          return false;
        },
        (track, embedding) -> {});
    return tracks;
  }

  /**
   * The embeddings that an encoder computed, some at a time, in the order of the songs' keys.
   *
   * @param wanted asked for each song that has one; the others are not read
   */
  public void embeddings(String encoder, LongPredicate wanted, EmbeddingSink sink) {
    long after = 0;
    List<Long> page;
    do {
      page =
          reader.list(
              row -> {
                long track = row.getLong(1);
                if (wanted.test(track)) {
                  sink.take(track, Columns.embedding(row.getBytes(2)));
                }
                return track;
              },
              "SELECT r.track, r.embedding FROM stage_results r WHERE r.track > ?"
                  + " AND r.model IN (SELECT id FROM models WHERE encoder = ?)"
                  + " AND r.embedding IS NOT NULL ORDER BY r.track LIMIT ?",
              after,
              encoder,
              PAGE);
      after = page.isEmpty() ? after : page.get(page.size() - 1);
    } while (page.size() == PAGE);
  }
}
