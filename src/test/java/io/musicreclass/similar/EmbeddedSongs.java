package io.musicreclass.similar;

import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.Songs;
import io.musicreclass.ledger.Synthetic;
import io.musicreclass.ledger.rows.Job;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.testing.TestStages;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.Embedding;
import io.musicreclass.track.GenreSet;
import io.musicreclass.track.Scores;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.SongTags;
import io.musicreclass.track.StageResult;
import io.musicreclass.track.TrackId;
import io.musicreclass.track.Verdict;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Classified songs with embeddings of choice, numbered from 1. */
public final class EmbeddedSongs {
  private static final GenreSet GENRES = GenreSet.of(TestStages.GENRES);

  private EmbeddedSongs() {}

  public static TrackId id(int number) {
    return new TrackId("sha256:" + String.format("%064x", number));
  }

  public static Path path(int number) {
    return Path.of("/music", "song-" + number + ".mp3");
  }

  /** A song with an embedding. */
  public static Synthetic.Song song(int number, ModelPackage model, float... output) {
    return song(number, List.of(result(model, output)));
  }

  /** A song without an embedding. */
  public static Synthetic.Song without(int number) {
    return song(number, List.of());
  }

  /** Lets a new song arrive, and decides it, as the daemon does. */
  public static void decide(Ledger ledger, int number, ModelPackage model, float... output) {
    decide(ledger, Songs.file("new-" + number + ".mp3"), number, SongTags.NONE, model, output);
  }

  /** The same of a song with tags, whose file is {@link #path}. */
  public static void decide(
      Ledger ledger, int number, SongTags tags, ModelPackage model, float... output) {
    decide(ledger, song(number, model, output).file(), number, tags, model, output);
  }

  private static void decide(
      Ledger ledger,
      SongFile file,
      int number,
      SongTags tags,
      ModelPackage model,
      float... output) {
    ledger.queue().arrive(file, ClassifiedTrack.Origin.INBOX);
    Job job = ledger.queue().claim().orElseThrow();
    ledger.tracks().identify(job, id(number), 200, "mp3", 44100, 2, tags);
    ledger.tracks().store(id(number), result(model, output));
    ledger.completion().decide(job, song(number, model, output).voteDetails(), List.of());
  }

  static StageResult.Scored result(ModelPackage model, float... output) {
    return new StageResult.Scored(
        model.card().kind().stage().orElseThrow(),
        model.card().name(),
        model.encoderHash(),
        model.headHash(),
        Scores.of(GENRES, 0.75, 0.25),
        Embedding.of(output),
        7);
  }

  private static Synthetic.Song song(int number, List<StageResult.Scored> results) {
    Map<String, Double> genres = Map.of("Jazz", 0.75);
    Verdict.Decided verdict =
        new Verdict.Decided("Jazz", 0.75, true, 1, "top1", genres, List.<Verdict.Vote>of());
    return new Synthetic.Song(
        new SongFile(path(number), number, 1000, 5),
        results,
        new ClassifiedTrack(
            id(number),
            path(number),
            ClassifiedTrack.Origin.INBOX,
            verdict,
            200,
            5,
            50,
            Instant.parse("2026-11-22T10:00:00Z")));
  }
}
