package io.musicreclass.e2e;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.musicreclass.config.VoteConfig;
import io.musicreclass.decode.TestAudio;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.rows.Job;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.FailureReason;
import io.musicreclass.track.GenreSet;
import io.musicreclass.track.MusicTag;
import io.musicreclass.track.Scores;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.SongTags;
import io.musicreclass.track.StageResult;
import io.musicreclass.track.TrackId;
import io.musicreclass.track.Verdict;
import io.musicreclass.vote.GenreMap;
import io.musicreclass.vote.VoteRules;
import io.musicreclass.vote.Voting;
import io.musicreclass.vote.VotingStage;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * A ledger as after a day of use: songs of invented artists with invented results of three stages,
 * and one song that was really classified.
 */
final class SampleLedger {
  private static final int SONGS = 240;
  private static final String[] ARTISTS = {
    "The Copper Foxes", "Marla Quint", "Night Ferry Orchestra", "Odd Socks Trio", "Juniper Haze",
    "Sable & Sons", "Kilo November", "Ida Lindqvist", "The Slow Elevators", "Brass Harbour"
  };
  private static final String[] FIRST = {
    "Paper",
    "Velvet",
    "Harbour",
    "Midnight",
    "Copper",
    "Winter",
    "Hollow",
    "Saffron",
    "Distant",
    "Electric",
    "Quiet",
    "Wandering"
  };
  private static final String[] SECOND = {
    "Lanterns",
    "Static",
    "Tide",
    "Parade",
    "Letters",
    "Machines",
    "Garden",
    "Sparrow",
    "Motorway",
    "Carousel"
  };

  private static final List<MusicTag> TAGS =
      List.of(
          new MusicTag("indie", MusicTag.Kind.STYLE, 0.41),
          new MusicTag("female vocalists", MusicTag.Kind.VOICE, 0.38),
          new MusicTag("Mellow", MusicTag.Kind.MOOD, 0.27),
          new MusicTag("60s", MusicTag.Kind.ERA, 0.12));

  private static final VoteRules RULES =
      new VoteRules(
          VoteConfig.Rule.TOP1, List.of(0.95, 0.90), Map.of(3, List.of(0.25, 0.35, 0.40)), 0.60);

  /** Songs of each genre per hundred, in the order of the bundled model. */
  private static final int[] SPREAD = {7, 9, 5, 3, 13, 12, 9, 16, 2, 24};

  private final Path music;
  private final byte[] file;
  private final String analysed;
  private final List<StageResult.Scored> examples;
  private final GenreSet genres;
  private final Random random = new Random(7);

  private SampleLedger(Path music, String analysed, List<StageResult.Scored> examples)
      throws IOException {
    this.music = music;
    this.file =
        Files.readAllBytes(
            TestAudio.write(
                music.resolve("first.flac"), "flac", "flac", 8_000, 1, new float[8_000]));
    Files.delete(music.resolve("first.flac"));
    this.analysed = analysed;
    this.examples = examples;
    this.genres = examples.get(0).scores().genres();
  }

  /** Classifies a song with three stages, adds the others, and leaves the daemon running. */
  static SampleLedger of(Reclass reclass, Path folder) throws Exception {
    SampleModels.install(reclass, folder);
    reclass.set("RECLASS_VOTE_THRESHOLDS", "1,1").start();
    SampleSong.write(reclass.inbox().resolve("Marla Quint - Harbour Lights.wav"));
    SampleCovers.write(reclass.inbox().resolve("cover.jpg"), 1);
    reclass.await("a verdict", () -> reclass.get("/api/tracks").contains("\"genre\""));
    String id = new ObjectMapper().readTree(reclass.get("/api/tracks")).at("/tracks/0/id").asText();
    reclass.stop();
    SampleLedger sample;
    try (Ledger ledger = Ledger.open(reclass.home())) {
      List<StageResult.Scored> results =
          ledger.tracks().results(new TrackId(id)).stream()
              .map(StageResult.Scored.class::cast)
              .toList();
      sample = new SampleLedger(reclass.inbox(), id, results);
      for (int number = 0; number < SONGS; number++) {
        sample.add(ledger, number);
      }
    }
    reclass.set("RECLASS_VOTE_THRESHOLDS", "0.95,0.90").start();
    return sample;
  }

  /** The ID of the song that was really classified, whose file exists. */
  String analysed() {
    return analysed;
  }

  private void add(Ledger ledger, int number) throws IOException {
    int of = number / FIRST.length % SECOND.length;
    String artist = ARTISTS[of % ARTISTS.length];
    String second = SECOND[of];
    String name = FIRST[number % FIRST.length] + " " + second;
    if (number >= FIRST.length * SECOND.length) {
      name += " (live)";
    }
    String album = "The " + second + " Sessions";
    Path folder = Files.createDirectories(music.resolve(artist).resolve(album));
    if (number % FIRST.length == 0) {
      SampleCovers.write(folder.resolve("cover.jpg"), of);
    }
    Path path = folder.resolve("%02d %s.flac".formatted(1 + number % FIRST.length, name));
    ledger.queue().arrive(SongFile.stat(Files.write(path, file)), ClassifiedTrack.Origin.LIBRARY);
    Job job = ledger.queue().claim().orElseThrow();
    if (number % 60 == 57) {
      ledger
          .completion()
          .fail(
              job,
              new FailureReason("the file is truncated", "replace it with a complete copy", false),
              List.of());
      return;
    }
    TrackId id = new TrackId("sha256:" + String.format("%064x", hash(number)));
    double seconds = 140 + random.nextInt(200);
    int genre = random.nextInt(10) < 8 ? albumGenre(of) : genre();
    String tag = random.nextInt(9) < 4 ? "" : genres.name(random.nextInt(6) > 0 ? genre : genre());
    SongTags tags = new SongTags(name, artist, album, "", tag, 1970 + number % 50);
    ledger.tracks().identify(job, id, seconds, "flac", 44_100, 2, tags);
    List<StageResult> results = new ArrayList<>();
    Verdict.Decided verdict = vote(results, genre);
    results.forEach(result -> ledger.tracks().store(id, result));
    ledger.completion().decide(job, classifiedTrack(job, id, seconds, verdict), List.of());
    if (number % 20 == 6) {
      ledger.reviews().correct(id, genres.name(genre), Instant.now(), List.of());
    }
  }

  private static BigInteger hash(int number) {
    return new BigInteger(255, new Random(number));
  }

  /** A random number from 0 to 1; the larger the power, the more often it is small. */
  private double skewed(int power) {
    return Math.pow(random.nextDouble(), power);
  }

  private static int albumGenre(int album) {
    return genre(new Random(album).nextInt(100));
  }

  private int genre() {
    return genre(random.nextInt(100));
  }

  private static int genre(int percent) {
    int place = percent;
    int genre = 0;
    while (place >= SPREAD[genre]) {
      place -= SPREAD[genre++];
    }
    return genre;
  }

  /** Adds results, each stage better than the one before, until the vote ends. */
  private Verdict.Decided vote(List<StageResult> results, int genre) {
    VotingStage same = VotingStage.of(GenreMap.identity(genres));
    Voting voting = new Voting(RULES, genres, Collections.nCopies(examples.size(), same));
    double clear = random.nextDouble();
    Optional<Verdict> verdict = Optional.empty();
    while (verdict.isEmpty()) {
      StageResult.Scored stage = examples.get(results.size());
      int favourite = random.nextInt(10) < 7 + results.size() ? genre : genre();
      long ms = (long) ((160 + 480 * results.size()) * (1 + 0.6 * random.nextDouble()));
      results.add(
          new StageResult.Scored(
              stage.stage(),
              stage.model(),
              stage.encoder(),
              stage.head(),
              scores(favourite, 0.45 + 0.545 * Math.pow(clear, 0.13) - 0.3 * skewed(4)),
              null,
              null,
              TAGS.subList(0, random.nextInt(TAGS.size())),
              ms));
      verdict = voting.verdict(results);
    }
    return (Verdict.Decided) verdict.orElseThrow();
  }

  private ClassifiedTrack classifiedTrack(
      Job job, TrackId id, double seconds, Verdict.Decided verdict) {
    // More songs in the last hours than before.
    double hours = 23.5 * skewed(2);
    Instant at = Instant.now().minus(Duration.ofMillis((long) (hours * 3_600_000)));
    long ms = 80 + verdict.votes().stream().mapToLong(Verdict.Vote::ms).sum();
    return new ClassifiedTrack(
        id, job.path(), ClassifiedTrack.Origin.LIBRARY, verdict, seconds, 60, ms, at);
  }

  private Scores scores(int favourite, double share) {
    double[] values = new double[genres.size()];
    double rest = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = i == favourite ? 0 : skewed(4);
      rest += values[i];
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = i == favourite ? share : values[i] / rest * (1 - share);
    }
    return Scores.of(genres, values);
  }
}
