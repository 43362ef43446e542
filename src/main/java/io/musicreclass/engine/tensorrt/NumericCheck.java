package io.musicreclass.engine.tensorrt;

import io.musicreclass.config.EngineConfig.Precision;
import io.musicreclass.engine.Engine;
import io.musicreclass.engine.Head;
import io.musicreclass.engine.Network;
import io.musicreclass.engine.Prediction;
import io.musicreclass.engine.Rehearsal;
import io.musicreclass.track.Embedding;
import io.musicreclass.track.Scores;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Compares a compiled engine with the CPU's numbers in 32 bits, on noise: two signals side by side
 * in a full batch, and one of the longest there are.
 */
final class NumericCheck {
  private static final double LEAST_COSINE = 0.999;

  /** Largest relative distance of two answers. */
  private static final double HALF = 0.05;

  private static final double FULL = 1e-3;

  /** Two genres closer than this are equally likely. */
  private static final double TIE = 0.02;

  private static final long[] SEEDS = {1, 2};

  private final EngineKey blueprint;
  private final Engine cpu;
  private double cosine = 1;

  private NumericCheck(EngineKey blueprint, Engine cpu) {
    this.blueprint = blueprint;
    this.cpu = cpu;
  }

  /**
   * Compares.
   *
   * @return the smallest cosine between two answers
   * @throws NumericMismatchException when they are not alike
   * @throws IOException when the CPU cannot load its network, or one of both does not run
   */
  static double of(Network compiled, EngineKey blueprint, Engine cpu) throws IOException {
    NumericCheck comparison = new NumericCheck(blueprint, cpu);
    BuildRequest order = blueprint.order();
    try (Network reference =
        cpu.load(order.part().file(order.model(), Precision.FP32).orElseThrow())) {
      List<Long> shape = blueprint.profile().least();
      List<float[]> wanted = new ArrayList<>();
      for (long seed : SEEDS) {
        wanted.add(reference.run(Rehearsal.signal(shape, seed), longs(shape)));
      }
      comparison.batch(compiled, shape, wanted);
      comparison.longest(compiled, reference);
      comparison.genres(compiled, shape, wanted.get(0));
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new IOException("it was compiled, but does not run: " + e.getMessage(), e);
    }
    return comparison.cosine;
  }

  private void batch(Network compiled, List<Long> shape, List<float[]> wanted)
      throws NumericMismatchException {
    int rows = Math.toIntExact(blueprint.profile().most().get(0));
    List<Long> full = new ArrayList<>(shape);
    full.set(0, (long) rows);
    float[] input = new float[0];
    for (int row = 0; row < rows; row++) {
      float[] one = Rehearsal.signal(shape, SEEDS[row % SEEDS.length]);
      input = row == 0 ? Arrays.copyOf(one, rows * one.length) : input;
      System.arraycopy(one, 0, input, row * one.length, one.length);
    }
    float[] output = compiled.run(input, longs(full));
    int width = output.length / rows;
    for (int row = 0; row < rows; row++) {
      alike(
          wanted.get(row % SEEDS.length),
          Arrays.copyOfRange(output, row * width, (row + 1) * width),
          full);
    }
  }

  private void longest(Network compiled, Network reference) throws NumericMismatchException {
    List<Long> shape = new ArrayList<>(blueprint.profile().most());
    shape.set(0, 1L);
    if (!shape.equals(blueprint.profile().least())) {
      float[] input = Rehearsal.signal(shape, SEEDS[0]);
      alike(reference.run(input, longs(shape)), compiled.run(input, longs(shape)), shape);
    }
  }

  private void alike(float[] wanted, float[] played, List<Long> shape)
      throws NumericMismatchException {
    double limit = blueprint.precision() == Precision.FP16 ? HALF : FULL;
    double near = wanted.length == played.length ? cosine(wanted, played) : Double.NaN;
    double apart = wanted.length == played.length ? Rehearsal.apart(wanted, played) : Double.NaN;
    if (!(near >= LEAST_COSINE && apart <= limit)) {
      throw new NumericMismatchException(
          "its answer to %s lies %.1e off the CPU's (cosine %.4f)".formatted(shape, apart, near));
    }
    cosine = Math.min(cosine, near);
  }

  /** What the package's head makes of both embeddings must be the same genre, or a tie. */
  private void genres(Network compiled, List<Long> shape, float[] wanted) throws IOException {
    if (blueprint.order().part() == PackageNetwork.HEAD || blueprint.model().head().isEmpty()) {
      return;
    }
    float[] played = compiled.run(Rehearsal.signal(shape, SEEDS[0]), longs(shape));
    try (Head head = Head.load(blueprint.model(), cpu)) {
      Scores right = scores(head, wanted);
      Scores said = scores(head, played);
      if (right.value(right.top()) - right.value(said.top()) > TIE) {
        throw new NumericMismatchException(
            "it leads to "
                + said.genres().name(said.top())
                + " where the CPU's leads to "
                + right.genres().name(right.top()));
      }
    }
  }

  private static Scores scores(Head head, float[] embedding) throws NumericMismatchException {
    if (head.score(Embedding.of(embedding)) instanceof Prediction.Scored scored) {
      return scored.scores();
    }
    throw new NumericMismatchException("its head can say nothing of its answer");
  }

  private static double cosine(float[] a, float[] b) {
    double product = 0;
    double squareA = 0;
    double squareB = 0;
    for (int i = 0; i < a.length; i++) {
      product += (double) a[i] * b[i];
      squareA += (double) a[i] * a[i];
      squareB += (double) b[i] * b[i];
    }
    return squareA == 0 && squareB == 0 ? 1 : product / Math.sqrt(squareA * squareB);
  }

  private static long[] longs(List<Long> shape) {
    return shape.stream().mapToLong(Long::longValue).toArray();
  }
}
