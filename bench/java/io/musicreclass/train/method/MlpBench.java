package io.musicreclass.train.method;

import io.musicreclass.bench.Result;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * The earlier project's main training: {@code bench/run Mlp [17000] [7] [3]}. That many rows of
 * 518 values, the MLP 518-256-128-16, that many epochs in batches of 64, one thread; beside it the
 * same in PyTorch, where
 * python3 has torch. Prints seconds, processor seconds (which say more on a busy machine) and both
 * losses. Each round, the third argument,
 * is a new process of PyTorch and a new training in this one, of which only the
 * first runs in code that is being compiled.
 */
public final class MlpBench {
  private static final int GENRES = 16;

  private final int count;
  private final int epochs;

  private MlpBench(int count, int epochs) {
    this.count = count;
    this.epochs = epochs;
  }

  public static void main(String[] arguments) throws Exception {
    int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 17_000;
    int epochs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 7;
    int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3;
    new MlpBench(count, epochs).measure(rounds);
  }

  private void measure(int rounds) throws Exception {
    TrainingRows rows = rows();
    MlpRecipe recipe = new MlpRecipe(List.of(256, 128), 0.3, 1e-3, 64, epochs, 0, epochs);
    System.out.println("              seconds   processor s   train loss");
    for (int round = 1; round <= rounds; round++) {
      double[] own = own(rows, recipe);
      print("Reclass", own);
      double[] peer = peer();
      if (round == rounds) {
        Result result =
            Result.of(
                "MLP 518-256-128-16, %,d rows, epochs: %d, processor time".formatted(count, epochs),
                own[1],
                "s");
        (peer.length > 0
                ? result.beside("PyTorch", peer[1])
                : result.alone("PyTorch is not installed"))
            .print();
      }
      if (peer.length > 0) {
        print("PyTorch", peer);
        System.out.printf(
            Locale.ROOT,
            "Times as fast: %.2f (of processor time: %.2f)%n",
            peer[0] / own[0],
            peer[1] / own[1]);
      }
    }
  }

  private static void print(String who, double[] figures) {
    System.out.printf(
        Locale.ROOT, "%-10s %10.2f %13.2f %12.4f%n", who, figures[0], figures[1], figures[2]);
  }

  private double[] own(TrainingRows rows, MlpRecipe recipe) {
    var threads = ManagementFactory.getThreadMXBean();
    long start = System.nanoTime();
    long used = threads.getCurrentThreadCpuTime();
    FittedMlp fitted = new MlpTraining(recipe, rows, 1).run(TrainingProgress.none());
    return new double[] {
      (System.nanoTime() - start) / 1e9,
      (threads.getCurrentThreadCpuTime() - used) / 1e9,
      fitted.epochs().get(epochs - 1).trainLoss()
    };
  }

  /** The same figures of PyTorch; empty where there is none. */
  private double[] peer() throws IOException, InterruptedException {
    Process python =
        new ProcessBuilder("python3", "bench/mlp.py", "" + count, "" + epochs, "1")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String out = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (python.waitFor() != 0) {
      return new double[0];
    }
    String[] words = out.strip().split(" ");
    System.out.println("PyTorch multiplies with " + words[0]);
    return Arrays.stream(words).skip(1).mapToDouble(Double::parseDouble).toArray();
  }

  private TrainingRows rows() {
    Random random = new Random(1);
    double[][] centres = new double[GENRES][518];
    for (double[] centre : centres) {
      Arrays.setAll(centre, c -> 0.1 * random.nextGaussian());
    }
    double[][] rows = new double[count][518];
    int[] labels = new int[count];
    int[] groups = new int[count];
    double[] weights = new double[count];
    for (int i = 0; i < count; i++) {
      double[] centre = centres[i % GENRES];
      Arrays.setAll(rows[i], c -> centre[c] + random.nextGaussian());
      labels[i] = i % GENRES;
      groups[i] = i;
      weights[i] = 1;
    }
    return new TrainingRows(rows, labels, groups, weights, GENRES);
  }
}
