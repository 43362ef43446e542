package io.musicreclass.e2e;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.musicreclass.ledger.Failed;
import io.musicreclass.ledger.Job;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.track.GenreSet;
import io.musicreclass.track.Receipt;
import io.musicreclass.track.Scores;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.SongTags;
import io.musicreclass.track.StageResult;
import io.musicreclass.track.TrackId;
import io.musicreclass.track.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A ledger as a household has it after a day: songs of invented artists, and one that was heard.
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

  private final String heard;
  private final Random random = new Random(7);

  private SampleLedger(String heard) {
    this.heard = heard;
  }

  /** Hears a song, adds the others, and leaves the daemon running on them. */
  static SampleLedger of(Reclass reclass, Path folder) throws Exception {
    reclass.start();
    Songs.write(reclass.inbox().resolve("Marla Quint - Harbour Lights.wav"), 3, 40);
    reclass.await("a verdict", () -> reclass.get("/api/tracks").contains("\"genre\""));
    String id =
        new ObjectMapper()
            .readTree(reclass.get("/api/tracks"))
            .get("tracks")
            .get(0)
            .get("id")
            .asText();
    reclass.stop();
    SampleLedger sample = new SampleLedger(id);
    try (Ledger ledger = Ledger.open(reclass.home())) {
      StageResult.Scored said = (StageResult.Scored) ledger.results(new TrackId(id)).get(0);
      for (int number = 0; number < SONGS; number++) {
        sample.add(ledger, number, said);
      }
    }
    reclass.start();
    return sample;
  }

  /** The song that was really heard, whose file is there. */
  String heard() {
    return heard;
  }

  private void add(Ledger ledger, int number, StageResult.Scored like) throws IOException {
    String artist = ARTISTS[random.nextInt(ARTISTS.length)];
    String name =
        FIRST[number % FIRST.length] + " " + SECOND[number / FIRST.length % SECOND.length];
    if (number >= FIRST.length * SECOND.length) {
      name += " (live)";
    }
    Path path = Path.of("/music", artist, String.format("%02d %s.flac", 1 + number % 12, name));
    ledger.arrive(new SongFile(path, number, 30_000_000, 1), Receipt.Origin.LIBRARY);
    Job job = ledger.claim().orElseThrow();
    if (number % 60 == 57) {
      ledger.fail(
          job,
          new Failed("the file ends in the middle", "replace it by a whole copy", false),
          List.of());
      return;
    }
    TrackId id = new TrackId("sha256:" + String.format("%064x", number + 1));
    double seconds = 140 + random.nextInt(200);
    ledger.identify(job, id, seconds, "flac", 44_100, 2, SongTags.NONE);
    Scores scores = scores(like.scores().genres());
    ledger.keep(
        id,
        new StageResult.Scored(
            like.stage(), like.model(), like.encoder(), like.head(), scores, null, like.ms()));
    ledger.decide(job, receipt(job, id, seconds, scores, like), List.of());
  }

  private Receipt receipt(
      Job job, TrackId id, double seconds, Scores scores, StageResult.Scored like) {
    Map<String, Double> top = top(scores);
    String genre = top.keySet().iterator().next();
    double confidence = top.get(genre);
    int ms = 180 + random.nextInt(240);
    Verdict.Vote vote = new Verdict.Vote(like.stage(), like.model(), genre, confidence, 1, ms, top);
    Verdict.Decided verdict =
        new Verdict.Decided(
            genre,
            confidence,
            confidence >= 0.6,
            1,
            "top1",
            Map.of(genre, confidence),
            List.of(vote));
    // More in the evening than in the night.
    double hours = 23.5 * Math.pow(random.nextDouble(), 1.7);
    Instant at = Instant.now().minus(Duration.ofMillis((long) (hours * 3_600_000)));
    return new Receipt(id, job.path(), Receipt.Origin.LIBRARY, verdict, seconds, 60, ms + 80, at);
  }

  private Scores scores(GenreSet genres) {
    double[] values = new double[genres.size()];
    int favourite = (int) (genres.size() * Math.pow(random.nextDouble(), 1.4));
    double share = 0.35 + 0.64 * Math.sqrt(random.nextDouble());
    double rest = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = i == favourite ? 0 : Math.pow(random.nextDouble(), 4);
      rest += values[i];
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = i == favourite ? share : values[i] / rest * (1 - share);
    }
    return Scores.of(genres, values);
  }

  private static Map<String, Double> top(Scores scores) {
    List<Integer> order =
        new ArrayList<>(IntStream.range(0, scores.genres().size()).boxed().toList());
    order.sort(Comparator.comparingDouble(i -> -scores.value(i)));
    Map<String, Double> top = new LinkedHashMap<>();
    order.subList(0, 3).forEach(i -> top.put(scores.genres().name(i), scores.value(i)));
    return top;
  }
}
