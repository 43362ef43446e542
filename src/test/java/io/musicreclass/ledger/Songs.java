package io.musicreclass.ledger;

import io.musicreclass.ledger.db.RawSession;
import io.musicreclass.ledger.db.SqlSession;
import io.musicreclass.ledger.rows.Identity;
import io.musicreclass.ledger.rows.Job;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.Embedding;
import io.musicreclass.track.GenreSet;
import io.musicreclass.track.MusicTag;
import io.musicreclass.track.OutboxMessage;
import io.musicreclass.track.Scores;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.SongTags;
import io.musicreclass.track.StageResult;
import io.musicreclass.track.TrackId;
import io.musicreclass.track.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Songs that need no audio. */
public final class Songs {
  static final GenreSet GENRES = GenreSet.of(List.of("Blues", "Hip-Hop", "Jazz"));
  static final Instant AT = Instant.parse("2026-11-22T10:00:00.123456789Z");

  private Songs() {}

  /** The connection of a ledger that nobody else owns. */
  public static SqlSession writer(Path home) {
    return RawSession.writer(home);
  }

  /** A file that need not be there. */
  public static SongFile file(String name) {
    return new SongFile(Path.of("/inbox", name), name.hashCode(), 1000, 5);
  }

  /** A file that is there. */
  static SongFile written(Path path, String content) throws IOException {
    Files.writeString(path, content);
    return SongFile.stat(path);
  }

  public static TrackId id(int number) {
    return new TrackId("sha256:" + String.format("%064x", number));
  }

  static Identity identify(Ledger ledger, Job job, TrackId id) {
    return ledger.tracks().identify(job, id, 214.3, "mp3", 44100, 2, SongTags.NONE);
  }

  static StageResult.Scored scored(String stage, String head, double jazz) {
    return new StageResult.Scored(
        stage,
        stage + "-model",
        "enc",
        head,
        Scores.of(GENRES, 0.1, 0.9 - jazz, jazz),
        Embedding.of(new float[] {1.5f, -2, Float.MIN_VALUE}),
        61);
  }

  static ClassifiedTrack voteDetails(Job job, TrackId id) {
    return voteDetails(job, id, "Jazz", true, 1);
  }

  static ClassifiedTrack voteDetails(Job job, TrackId id, String genre, boolean sure, int stage) {
    return voteDetails(job, id, genre, sure, stage, List.of());
  }

  static ClassifiedTrack voteDetails(
      Job job, TrackId id, String genre, boolean sure, int stage, List<MusicTag> tags) {
    Map<String, Double> genres = new LinkedHashMap<>();
    genres.put(genre, sure ? 0.84 : 0.41);
    genres.put("Other", 0.1);
    Verdict.Vote vote =
        new Verdict.Vote(
            "fma", "gtzan48", genre, 0.84, 1, 61, new LinkedHashMap<>(genres), null, false, tags);
    Verdict.Decided verdict =
        new Verdict.Decided(genre, sure ? 0.84 : 0.41, sure, stage, "top1", genres, List.of(vote));
    return new ClassifiedTrack(id, job.path(), job.origin(), verdict, 214.3, 88, 412, AT);
  }

  static List<OutboxMessage> messages(String text) {
    return List.of(new OutboxMessage("result", text, false), new OutboxMessage("last", text, true));
  }

  /** Claims the next file and gives it a verdict. */
  public static Job decideNext(Ledger ledger, TrackId id) {
    Job job = ledger.queue().claim().orElseThrow();
    identify(ledger, job, id);
    ledger.completion().decide(job, voteDetails(job, id), messages(id.value()));
    return job;
  }
}
