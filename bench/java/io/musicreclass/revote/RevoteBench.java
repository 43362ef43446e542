package io.musicreclass.revote;

import io.musicreclass.bench.Result;
import io.musicreclass.classify.StageRunner;
import io.musicreclass.daemon.VoteFixture;
import io.musicreclass.ledger.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Re-votes: {@code bench/run Revote [10000] [100000]}. Fills a database below the temporary folder
 * with that many songs analysed by three stages, with embeddings as wide as those of MERT-95M and
 * OpenJMLA, and prints how long a dry run and a re-vote with other rules take, in 128 MB of heap.
 * Needs 10 kB of disk per song; deletes its files.
 */
public final class RevoteBench {
  private static final int WIDTH = 768;
  private static final double SECOND = 1e9;

  private RevoteBench() {}

  public static void main(String[] args) throws IOException {
    List<Integer> sizes =
        args.length == 0
            ? List.of(10_000, 100_000)
            : Arrays.stream(args).map(Integer::valueOf).toList();
    double first = 0; // seconds per song
    for (int songs : sizes) {
      Path folder = Files.createTempDirectory("reclass-revote");
      try {
        double seconds = measure(folder, songs);
        Result result = Result.of("re-vote of %,d songs".formatted(songs), seconds, "s");
        if (first > 0) {
          result =
              result.beside("by the time per song of %,d".formatted(sizes.get(0)), first * songs);
        }
        first = first > 0 ? first : seconds / songs;
        (songs < 100_000 ? result : result.aim("below 10 s on a busy machine")).print();
      } finally {
        delete(folder);
      }
    }
  }

  /** Seconds of a re-vote. */
  private static double measure(Path folder, int songs) throws IOException {
    VoteFixture fixture = new VoteFixture(folder).embeddingWidth(WIDTH);
    fixture.storeSongs(songs, true);
    double megabytes = Files.size(fixture.home().resolve("ledger.db")) / 1e6;
    VoteFixture other =
        fixture
            .set("reclass.vote.thresholds", "0.7,0.8")
            .set("reclass.vote.weights.3", "0.5,0.2,0.3")
            .set("reclass.vote.sure", "0.7");
    try (Ledger ledger = Ledger.open(other.home());
        StageRunner stageRunner = other.stageRunner()) {
      Revote revote = VoteFixture.revote(ledger, stageRunner);
      long start = System.nanoTime();
      RevoteForecast forecast = revote.forecast(TrialRules.CURRENT);
      long between = System.nanoTime();
      Revote.Outcome outcome = revote.run(done -> true).orElseThrow();
      long end = System.nanoTime();
      if (!outcome.changes().equals(forecast)) {
        throw new AssertionError(
            "The dry run predicted " + forecast + " changes, but there were " + outcome.changes());
      }
      System.out.printf(
          Locale.ROOT,
          "%,d songs, three stages stored (%,.0f MB): dry run %.1f s, re-vote %.1f s (%,d"
              + " changed)%n",
          songs,
          megabytes,
          (between - start) / SECOND,
          (end - between) / SECOND,
          forecast.changed());
      return (end - between) / SECOND;
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
