package io.musicreclass.engine;

import io.musicreclass.models.Card;
import io.musicreclass.models.ModelPackage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Runs an encoder on white noise in -1 to 1 that is the same on every machine, and compares the
 * output with the golden one of its card. Needs neither a song nor a front end.
 */
public final class EncoderCheck {
  private static final long SEED = 518;

  /** Allows for half precision and for rounding differences between machines. */
  private static final double TOLERANCE = 1e-2;

  private EncoderCheck() {}

  /**
   * Runs an encoder on the noise.
   *
   * @param shape sizes of the input's axes, for a batch of 1
   * @throws IOException if the run fails, or the output has another width or a value that is not
   *     finite; the message names the file and says what to do
   */
  public static Card.Response run(Path encoder, List<Integer> shape, int width, Engine engine)
      throws IOException {
    try (Network network = engine.load(encoder)) {
      float[] embedding =
          network.run(noise(shape, SEED), shape.stream().mapToLong(i -> i).toArray());
      List<Double> values = new ArrayList<>();
      for (float value : embedding) {
        values.add((double) value);
      }
      if (values.size() != width || !values.stream().allMatch(Double::isFinite)) {
        throw new IOException(
            encoder
                + " returns "
                + (values.size() == width ? "NaN or infinity" : values.size() + " values")
                + ", expected "
                + width
                + " finite numbers: import the model again");
      }
      return new Card.Response(shape, values);
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new IOException(encoder + ": " + e.getMessage() + ": import the model again", e);
    }
  }

  /**
   * White noise for an input of this shape.
   *
   * @param shape sizes of the input's axes
   * @param seed selects one of the signals
   * @return row-major, multiples of 2^-15 from -1 to below 1
   */
  public static float[] noise(List<? extends Number> shape, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] signal = new float[shape.stream().map(Number::intValue).reduce(1, Math::multiplyExact)];
    for (int i = 0; i < signal.length; i++) {
      signal[i] = random.nextInt(-(1 << 15), 1 << 15) * 0x1p-15f;
    }
    return signal;
  }

  /**
   * The relative distance of two embeddings: the norm of their difference over that of the first.
   */
  public static double relativeDistance(Card.Response expected, Card.Response actual) {
    return relativeDistance(floats(expected), floats(actual));
  }

  /** The relative distance of two vectors of the same width. */
  public static double relativeDistance(float[] expected, float[] actual) {
    double difference = 0;
    double length = 0;
    for (int i = 0; i < expected.length; i++) {
      difference += Math.pow((double) actual[i] - expected[i], 2);
      length += (double) expected[i] * expected[i];
    }
    return difference == 0 ? 0 : Math.sqrt(difference / length);
  }

  private static float[] floats(Card.Response response) {
    float[] values = new float[response.embedding().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = response.embedding().get(i).floatValue();
    }
    return values;
  }

  /**
   * Compares a package's encoder with the golden output in its card.
   *
   * @return what is wrong and what to do; empty if nothing is, or there is nothing to compare with
   */
  public static Optional<String> verify(ModelPackage model, Engine engine) {
    Card.@Nullable Encoder card = model.card().encoder();
    Card.@Nullable Response golden = card == null ? null : card.golden();
    if (card == null || golden == null || model.encoder().isEmpty()) {
      return Optional.empty();
    }
    try {
      Card.Response actual = run(model.encoder().get(), golden.shape(), card.outputs(), engine);
      double distance = relativeDistance(golden, actual);
      return distance <= TOLERANCE
          ? Optional.empty()
          : Optional.of(
              model.card().name()
                  + ": its encoder's output for the golden signal is off by "
                  + distance
                  + ", more than "
                  + TOLERANCE
                  + ": import the model again");
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
