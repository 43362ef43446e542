package io.musicreclass.train.mine;

import io.musicreclass.bench.Result;
import io.musicreclass.ledger.Songs;
import io.musicreclass.ledger.Synthetic;
import io.musicreclass.ledger.db.SqlSession;
import io.musicreclass.ledger.sql.TagColumns;
import io.musicreclass.models.Card;
import io.musicreclass.models.Kind;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.similar.EmbeddedSongs;
import io.musicreclass.testing.TestStages;
import io.musicreclass.track.SongTags;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * {@code bench/run TrainMine [100000] [768] [16]}: trains a head on the stored embeddings of that
 * many songs, of that width and of that many genres, and prints how long each step took and the
 * memory that was used. Needs 10 kB of disk per song; deletes its files.
 */
public final class TrainMineBench {
  private static final int OF_ARTIST = 10;

  private final int songs;
  private final int width;
  private final int genres;
  private final float[][] means;

  private TrainMineBench(int songs, int width, int genres) {
    this.songs = songs;
    this.width = width;
    this.genres = genres;
    Random random = new Random(0);
    this.means = new float[genres][width];
    for (float[] mean : means) {
      for (int c = 0; c < width; c++) {
        mean[c] = (float) (0.12 * random.nextGaussian());
      }
    }
  }

  public static void main(String[] args) throws Exception {
    int songs = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
    int width = args.length > 1 ? Integer.parseInt(args[1]) : 768;
    int genres = args.length > 2 ? Integer.parseInt(args[2]) : 16;
    Path folder = Files.createTempDirectory("reclass-train-mine");
    try {
      new TrainMineBench(songs, width, genres).measure(folder);
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private int genre(int song) {
    return song / OF_ARTIST % genres;
  }

  private float[] vector(int song) {
    SplittableRandom random = new SplittableRandom(song);
    float[] mean = means[genre(song)];
    float[] vector = new float[width];
    for (int c = 0; c < width; c++) {
      vector[c] = mean[c] + (float) (3.4 * random.nextDouble() - 1.7);
    }
    return vector;
  }

  private void measure(Path folder) throws Exception {
    TestStages stages =
        new TestStages(folder)
            .network(Kind.EFFICIENTAT, "mn04", new Card.Encoder(width, "mean", null));
    ModelPackage model = stages.settings().store().find("mn04").orElseThrow();
    Path home = stages.settings().home();
    Synthetic.write(
        home, IntStream.range(0, songs).mapToObj(i -> EmbeddedSongs.song(i, model, vector(i))));
    try (SqlSession writer = Songs.writer(home)) {
      writer.run(
          () -> {
            for (int i = 0; i < songs; i++) {
              SongTags tags =
                  new SongTags(
                      "t" + i, "artist " + i / OF_ARTIST, "", "", "genre " + genre(i), null);
              TagColumns.put(writer, i + 1, EmbeddedSongs.path(i), tags);
            }
          });
    }
    System.out.printf(
        Locale.ROOT,
        "%,d songs of %d genres with embeddings of %d values, heap at most %,d MB%n",
        songs,
        genres,
        width,
        Runtime.getRuntime().maxMemory() >> 20);
    Steps steps = new Steps();
    MineTraining.Outcome outcome =
        MineTraining.run(
            new MineTraining.Request(MineTraining.LIBRARY, Optional.empty(), 10),
            stages.settings(),
            Runtime.getRuntime().availableProcessors(),
            steps);
    steps.at("", 0, 0);
    outcome.report().lines().forEach(line -> System.out.println("  " + line));
    long peak =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == java.lang.management.MemoryType.HEAP)
            .mapToLong(TrainMineBench::peak)
            .sum();
    System.out.printf(
        Locale.ROOT,
        "train mine: %.1f s, heap at its peak %,d MB (garbage included)%n",
        steps.seconds(),
        peak >> 20);
    String of = "a head from %,d songs: ".formatted(songs);
    Result.of(of + "time", steps.seconds(), "s").print();
    Result.of(of + "heap, garbage included", peak / (double) (1 << 20), "MB").print();
  }

  private static long peak(MemoryPoolMXBean pool) {
    return pool.getPeakUsage().getUsed();
  }

  /** Prints how long each step took. */
  private static final class Steps implements MineTraining.Progress {
    private final long start = System.nanoTime();
    private long began = start;
    private String last = "";

    @Override
    public synchronized void at(String step, int done, int of) {
      if (!step.equals(last)) {
        long now = System.nanoTime();
        if (!last.isEmpty()) {
          System.out.printf(Locale.ROOT, "  %-28s %6.1f s%n", last, (now - began) / 1e9);
        }
        last = step;
        began = now;
      }
    }

    @Override
    public void check() {
      // nobody ends it
    }

    double seconds() {
      return (System.nanoTime() - start) / 1e9;
    }
  }
}
