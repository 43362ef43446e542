package io.musicreclass.train.method;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * The earlier project's main training: {@code bench/run Mlp}. 17,000 rows of 518 values, the MLP
 * 518-256-128-16, 7 epochs in batches of 64, one thread; beside it the same in PyTorch, where
 * python3 has torch. Prints seconds, processor seconds (which say more on a busy machine) and both
 * losses. Each round is a new process of PyTorch and a new training in this one, of which only the
 * first runs in code that is being compiled.
 */
public final class MlpBench {
  private static final int ROWS = 17_000;
  private static final int GENRES = 16;
  private static final int EPOCHS = 7;
  private static final int ROUNDS = 3;

  private MlpBench() {}

  public static void main(String[] arguments) throws Exception {
    TrainingRows rows = rows();
    MlpRecipe recipe = new MlpRecipe(List.of(256, 128), 0.3, 1e-3, 64, EPOCHS, 0, EPOCHS);
    System.out.println("              seconds   processor s   train loss");
    for (int round = 1; round <= ROUNDS; round++) {
      double[] own = own(rows, recipe);
      print("Reclass", own);
      double[] peer = peer();
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

  private static double[] own(TrainingRows rows, MlpRecipe recipe) {
    var threads = ManagementFactory.getThreadMXBean();
    long start = System.nanoTime();
    long used = threads.getCurrentThreadCpuTime();
    FittedMlp fitted = new MlpTraining(recipe, rows, 1).run(TrainingProgress.none());
    return new double[] {
      (System.nanoTime() - start) / 1e9,
      (threads.getCurrentThreadCpuTime() - used) / 1e9,
      fitted.epochs().get(EPOCHS - 1).trainLoss()
    };
  }

  /** The same figures of PyTorch; empty where there is none. */
  private static double[] peer() throws IOException, InterruptedException {
    Process python =
        new ProcessBuilder("python3", "bench/mlp.py", "" + ROWS, "" + EPOCHS, "1")
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

  private static TrainingRows rows() {
    Random random = new Random(1);
    double[][] centres = new double[GENRES][518];
    for (double[] centre : centres) {
      Arrays.setAll(centre, c -> 0.1 * random.nextGaussian());
    }
    double[][] rows = new double[ROWS][518];
    int[] labels = new int[ROWS];
    int[] groups = new int[ROWS];
    double[] weights = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      double[] centre = centres[i % GENRES];
      Arrays.setAll(rows[i], c -> centre[c] + random.nextGaussian());
      labels[i] = i % GENRES;
      groups[i] = i;
      weights[i] = 1;
    }
    return new TrainingRows(rows, labels, groups, weights, GENRES);
  }
}
