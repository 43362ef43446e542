package io.musicreclass.ledger;

import io.musicreclass.ledger.db.SqlSession;
import io.musicreclass.ledger.rows.Identity;
import io.musicreclass.ledger.rows.Job;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.SongTags;
import io.musicreclass.track.StageResult;
import io.musicreclass.track.TrackId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Songs, the results of their stages and their verdicts. A part of the {@link Ledger}, with its
 * guarantees.
 */
public final class TrackRepository {
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
}
