package io.musicreclass.cli;

import io.musicreclass.bench.Result;
import io.musicreclass.classify.Classifier;
import io.musicreclass.cli.settings.Installation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * The default networks: {@code bench/run Taggers [models] [40] [15]}: folder of their
 * packages, warm-ups and runs. Prints the median milliseconds from a
 * file of 30 s to its verdict (decoding, front ends, networks and vote) for mn04, musicnn and both,
 * with one thread and with two, and beside it those of PyTorch's forward passes alone, where
 * python3 has torch ({@code apt-get install python3-torch}).
 */
public final class TaggersBench {
  private static final int RATE = 44_100;
  private static final int SECONDS = 30;

  private static final String MN04 = "efficientat:mn04";
  private static final String MUSICNN = "musicnn:musicnn";
  private static final List<List<String>> CHOICES =
      List.of(List.of(MN04), List.of(MUSICNN), List.of(MN04, MUSICNN));

  private final int warmUps;
  private final int runs;

  private TaggersBench(int warmUps, int runs) {
    this.warmUps = warmUps;
    this.runs = runs;
  }

  public static void main(String[] arguments) throws Exception {
    Path models = Path.of(arguments.length > 0 ? arguments[0] : "models").toAbsolutePath();
    for (String model : List.of("mn04", "musicnn")) {
      if (!Files.isDirectory(models.resolve(model))) {
        Result.missing(
            "the default networks", models.getFileName() + " has no package " + model);
        return;
      }
    }
    // The first dozens of songs run in code that is being compiled.
    int warmUps = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 40;
    int runs = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 15;
    TaggersBench bench = new TaggersBench(warmUps, runs);
    System.setProperty("reclass.models.path", models.toString());
    Path song = Files.createTempFile("reclass-taggers-", ".wav");
    try {
      Files.write(song, noise());
      for (int threads = 1; threads <= 2; threads++) {
        bench.print(song, threads);
      }
    } finally {
      Files.delete(song);
    }
  }

  private void print(Path song, int threads) throws Exception {
    System.setProperty("reclass.engine.threads", String.valueOf(threads));
    double[] peer = peer(threads);
    System.out.printf(
        "%d thread%s          ms of 30 s   PyTorch ms   times as fast%n",
        threads, threads == 1 ? " " : "s");
    for (int choice = 0; choice < CHOICES.size(); choice++) {
      System.setProperty("reclass.stages", String.join(",", CHOICES.get(choice)));
      double own = median(song, threads);
      System.out.printf(
          Locale.ROOT,
          "%-18s %10.1f   %10s   %13s%n",
          name(choice),
          own,
          peer.length == 0 ? "-" : String.format(Locale.ROOT, "%.1f", peer[choice]),
          peer.length == 0 ? "-" : String.format(Locale.ROOT, "%.2f", peer[choice] / own));
      Result result =
          Result.of("30 s by %s, threads: %d".formatted(name(choice), threads), own, "ms");
      (peer.length == 0
              ? result.alone("PyTorch is not installed")
              : result.beside("PyTorch, networks alone", peer[choice]))
          .print();
    }
  }

  private static String name(int choice) {
    return CHOICES.get(choice).size() > 1
        ? "both"
        : CHOICES.get(choice).get(0).replaceFirst(".*:", "");
  }

  private double median(Path song, int threads) {
    double[] times = new double[runs];
    try (Classifier classifier = new Classifier(Installation.setup())) {
      for (int run = -warmUps; run < runs; run++) {
        long start = System.nanoTime();
        Classifier.Outcome outcome = classifier.classify(song, threads);
        if (!(outcome instanceof Classifier.Outcome.Classified)) {
          throw new IllegalStateException("no verdict: " + outcome);
        }
        times[Math.max(run, 0)] = (System.nanoTime() - start) / 1e6;
      }
    }
    Arrays.sort(times);
    return times[runs / 2];
  }

  /** Milliseconds of mn04, musicnn and both in PyTorch; empty where there is none. */
  private static double[] peer(int threads) throws IOException, InterruptedException {
    Process python =
        new ProcessBuilder("python3", "bench/taggers.py", String.valueOf(threads))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String out = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return python.waitFor() == 0
        ? Arrays.stream(out.strip().split(" ")).mapToDouble(Double::parseDouble).toArray()
        : new double[0];
  }

  /** A stereo WAV file of seeded noise. */
  private static byte[] noise() {
    int bytes = SECONDS * RATE * 4;
    ByteBuffer wav = ByteBuffer.allocate(44 + bytes).order(ByteOrder.LITTLE_ENDIAN);
    wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + bytes);
    wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    wav.putShort((short) 1).putShort((short) 2).putInt(RATE).putInt(RATE * 4);
    wav.putShort((short) 4).putShort((short) 16);
    wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(bytes);
    Random random = new Random(1);
    while (wav.hasRemaining()) {
      wav.putShort((short) (random.nextGaussian() * 3000));
    }
    return wav.array();
  }
}
