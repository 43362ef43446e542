package io.musicreclass.engine.tensorrt;

import io.musicreclass.config.EngineConfig.Precision;
import io.musicreclass.engine.EncoderCheck;
import io.musicreclass.engine.Engine;
import io.musicreclass.engine.Head;
import io.musicreclass.engine.Network;
import io.musicreclass.engine.Prediction;
import io.musicreclass.models.Card;
import io.musicreclass.track.Embedding;
import io.musicreclass.track.Scores;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Compares a compiled engine's output with the CPU's in FP32, on noise: two signals side by side in
 * a full batch, and one of the longest shape.
 */
final class NumericCheck {
  private static final double LEAST_COSINE = 0.999;

  /** Largest relative distance of two outputs, in FP16. */
  private static final double HALF = 0.05;

  private static final double FULL = 1e-3;

  /** Genres whose scores differ by less are a tie. */
  private static final double TIE = 0.02;

  private static final long[] SEEDS = {1, 2};

  private final EngineKey key;
  private final Engine cpu;
  private double cosine = 1;

  private NumericCheck(EngineKey key, Engine cpu) {
    this.key = key;
    this.cpu = cpu;
  }

  /**
   * Compares.
   *
   * @return the lowest cosine similarity of two outputs
   * @throws NumericMismatchException if they differ too much
   * @throws IOException if the CPU cannot load the network, or either network fails to run
   */
  static double of(Network compiled, EngineKey key, Engine cpu) throws IOException {
    NumericCheck comparison = new NumericCheck(key, cpu);
    BuildRequest request = key.request();
    try (Network reference =
        cpu.load(request.part().file(request.model(), Precision.FP32).orElseThrow())) {
      List<Long> shape = key.profile().least();
      List<float[]> cpuOutput = new ArrayList<>();
      for (long seed : SEEDS) {
        cpuOutput.add(reference.run(EncoderCheck.noise(shape, seed), longs(shape)));
      }
      comparison.batch(compiled, shape, cpuOutput);
      comparison.longest(compiled, reference);
      comparison.genres(compiled, shape, cpuOutput.get(0));
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new IOException("it was compiled but fails to run: " + e.getMessage(), e);
    }
    return comparison.cosine;
  }

  private void batch(Network compiled, List<Long> shape, List<float[]> cpuOutput)
      throws NumericMismatchException {
    int rows = Math.toIntExact(key.profile().most().get(0));
    List<Long> full = new ArrayList<>(shape);
    full.set(0, (long) rows);
    float[] input = new float[0];
    for (int row = 0; row < rows; row++) {
      float[] one = EncoderCheck.noise(shape, SEEDS[row % SEEDS.length]);
      input = row == 0 ? Arrays.copyOf(one, rows * one.length) : input;
      System.arraycopy(one, 0, input, row * one.length, one.length);
    }
    float[] output = compiled.run(input, longs(full));
    int width = output.length / rows;
    for (int row = 0; row < rows; row++) {
      compare(
          cpuOutput.get(row % SEEDS.length),
          Arrays.copyOfRange(output, row * width, (row + 1) * width),
          full);
    }
  }

  private void longest(Network compiled, Network reference) throws NumericMismatchException {
    List<Long> shape = new ArrayList<>(key.profile().most());
    shape.set(0, 1L);
    if (!shape.equals(key.profile().least())) {
      float[] input = EncoderCheck.noise(shape, SEEDS[0]);
      compare(reference.run(input, longs(shape)), compiled.run(input, longs(shape)), shape);
    }
  }

  private void compare(float[] cpuOutput, float[] actual, List<Long> shape)
      throws NumericMismatchException {
    double limit = key.precision() == Precision.FP16 ? HALF : FULL;
    double similarity = cpuOutput.length == actual.length ? cosine(cpuOutput, actual) : Double.NaN;
    double distance =
        cpuOutput.length == actual.length
            ? EncoderCheck.relativeDistance(cpuOutput, actual)
            : Double.NaN;
    if (!(similarity >= LEAST_COSINE && distance <= limit)) {
      throw new NumericMismatchException(
          "its output for shape %s differs from the CPU's by %.1e (cosine %.4f)"
              .formatted(shape, distance, similarity));
    }
    cosine = Math.min(cosine, similarity);
  }

  /**
   * The package's head must predict the same genre from both embeddings, or a tie. A head that
   * takes the outputs of other models, too, has nothing to say about one alone.
   */
  private void genres(Network compiled, List<Long> shape, float[] cpuOutput) throws IOException {
    Card.Head card = key.model().card().head();
    if (key.request().part() == PackageNetwork.HEAD || card == null || !card.inputs().isEmpty()) {
      return;
    }
    float[] actual = compiled.run(EncoderCheck.noise(shape, SEEDS[0]), longs(shape));
    try (Head head = Head.load(key.model(), cpu)) {
      Scores expected = scores(head, cpuOutput);
      Scores predicted = scores(head, actual);
      if (expected.value(expected.top()) - expected.value(predicted.top()) > TIE) {
        throw new NumericMismatchException(
            "it leads to "
                + predicted.genres().name(predicted.top())
                + " where the CPU's leads to "
                + expected.genres().name(expected.top()));
      }
    }
  }

  private static Scores scores(Head head, float[] embedding) throws NumericMismatchException {
    if (head.score(Embedding.of(embedding)) instanceof Prediction.Scored scored) {
      return scored.scores();
    }
    throw new NumericMismatchException("its head cannot score its output");
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
