package io.musicreclass.similar;

import io.musicreclass.bench.Result;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.Synthetic;
import io.musicreclass.models.Card;
import io.musicreclass.models.Kind;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.testing.TestStages;
import io.musicreclass.track.TrackId;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Similar songs among 100,000 with mn04's widths: {@code bench/run Similar [100000] [40]}. Prints
 * how long the vectors take to be read from the database, and the median and 95th-percentile time
 * of a question, beside a plain loop over arrays that sorts all songs, and the time of the
 * processor, which other programs do not lengthen. Needs 5 kB of disk per song; deletes its files.
 */
public final class SimilarBench {
  private static final int WIDTH = 384;
  private static final int CLASSES = 527;
  private static final int MOST = 20;
  private static final int WARM_UP = 10;

  private SimilarBench() {}

  public static void main(String[] arguments) throws IOException {
    int songs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
    int runs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 40;
    Path folder = Files.createTempDirectory("reclass-similar");
    try {
      measure(folder, songs, runs);
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static void measure(Path folder, int count, int runs) throws IOException {
    List<String> names = IntStream.range(0, CLASSES).mapToObj(i -> "class " + i).toList();
    TestStages stages =
        new TestStages(folder)
            .network(
                Kind.EFFICIENTAT,
                "mn04",
                new Card.Encoder(
                    WIDTH, "mean", null, new Card.Classes(Card.Classes.Unit.LOGIT, names)));
    ModelPackage model = stages.settings().store().find("mn04").orElseThrow();
    Path home = stages.settings().home();
    Synthetic.write(
        home, IntStream.range(0, count).mapToObj(i -> EmbeddedSongs.song(i, model, output(i))));
    float[][] vectors =
        IntStream.range(0, count)
            .mapToObj(i -> Arrays.copyOf(output(i), WIDTH))
            .toArray(float[][]::new);
    try (Ledger ledger = Ledger.open(home)) {
      load(stages, ledger, "vectors read from the database");
      try (SimilarSongs songs = load(stages, ledger, "file opened and confirmed")) {
        List<TrackId> found = ids(songs, runs);
        if (!found.equals(plain(vectors, runs))) {
          throw new AssertionError("The plain loop finds others: " + found);
        }
        System.out.printf("%-44s %10s %10s %10s%n", "", "median ms", "95 % ms", "CPU ms");
        String question = "%,d songs, the %d most similar".formatted(count, MOST);
        double own = time(question, runs, i -> ids(songs, i));
        double loop = time("a plain loop over arrays", runs, i -> plain(vectors, i));
        Result.of(question, own, "ms").beside("a plain loop", loop).print();
      }
    }
  }

  private static SimilarSongs load(TestStages stages, Ledger ledger, String what)
      throws IOException {
    long start = System.nanoTime();
    SimilarSongs songs = SimilarSongs.owned(stages.settings(), ledger);
    songs.update(() -> false);
    System.out.printf(Locale.ROOT, "%-44s %10.0f ms%n", what, (System.nanoTime() - start) / 1e6);
    return songs;
  }

  /** As a network's embedding: no value is negative, so that all songs are somewhat alike. */
  private static float[] output(int number) {
    Random random = new Random(number);
    float[] output = new float[WIDTH + CLASSES];
    for (int i = 0; i < output.length; i++) {
      output[i] = Math.max(0, (float) random.nextGaussian());
    }
    return output;
  }

  private static List<TrackId> ids(SimilarSongs songs, int number) {
    SimilarSongs.Answer answer = songs.to(EmbeddedSongs.id(number), MOST);
    return ((SimilarSongs.Answer.Found) answer)
        .songs().stream().map(similar -> similar.song().id()).toList();
  }

  private static List<TrackId> plain(float[][] vectors, int number) {
    double[] cosines = new double[vectors.length];
    for (int i = 0; i < vectors.length; i++) {
      cosines[i] = cosine(vectors[number], vectors[i]);
    }
    return IntStream.range(0, vectors.length)
        .filter(i -> i != number)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> cosines[i]).reversed())
        .limit(MOST)
        .map(EmbeddedSongs::id)
        .toList();
  }

  private static double cosine(float[] a, float[] b) {
    double dot = 0;
    double squaresA = 0;
    double squaresB = 0;
    for (int i = 0; i < a.length; i++) {
      dot += (double) a[i] * b[i];
      squaresA += (double) a[i] * a[i];
      squaresB += (double) b[i] * b[i];
    }
    return dot / Math.sqrt(squaresA * squaresB);
  }

  private interface Question {
    List<TrackId> ask(int number);
  }

  /** The median in milliseconds. */
  private static double time(String name, int runs, Question question) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long[] taken = new long[runs];
    long[] cpu = new long[runs];
    for (int run = -WARM_UP; run < runs; run++) {
      long start = System.nanoTime();
      long startCpu = threads.getCurrentThreadCpuTime();
      var unused = question.ask(Math.floorMod(run, runs));
      taken[Math.max(run, 0)] = System.nanoTime() - start;
      cpu[Math.max(run, 0)] = threads.getCurrentThreadCpuTime() - startCpu;
    }
    Arrays.sort(taken);
    Arrays.sort(cpu);
    System.out.printf(
        Locale.ROOT,
        "%-44s %10.2f %10.2f %10.2f%n",
        name,
        taken[runs / 2] / 1e6,
        taken[Math.min(runs - 1, runs * 95 / 100)] / 1e6,
        cpu[runs / 2] / 1e6);
    return taken[runs / 2] / 1e6;
  }
}
