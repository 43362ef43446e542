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
 * A test run of an encoder on a signal that is the same on every machine: white noise in -1 ... 1,
 * which needs neither a song nor a front end.
 */
public final class Rehearsal {
  private static final long SEED = 518;

  /** Allows for half precision and for rounding differences between machines. */
  private static final double TOLERANCE = 1e-2;

  private Rehearsal() {}

  /**
   * Runs the network on the signal.
   *
   * @param shape sizes of the input's axes, for a batch of 1
   * @throws IOException if the run fails, or the output has another width or a value that is not
   *     finite; the message names the file and says what to do
   */
  public static Card.Response play(Path encoder, List<Integer> shape, int width, Engine engine)
      throws IOException {
    try (Network network = engine.load(encoder)) {
      float[] embedding =
          network.run(signal(shape, SEED), shape.stream().mapToLong(i -> i).toArray());
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
   * The signal.
   *
   * @param shape sizes of the input's axes
   * @param seed selects one of the signals
   */
  public static float[] signal(List<? extends Number> shape, long seed) {
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
  public static double apart(Card.Response wanted, Card.Response played) {
    return apart(floats(wanted), floats(played));
  }

  /** The relative distance of two vectors of the same width. */
  public static double apart(float[] wanted, float[] played) {
    double difference = 0;
    double length = 0;
    for (int i = 0; i < wanted.length; i++) {
      difference += Math.pow((double) played[i] - wanted[i], 2);
      length += (double) wanted[i] * wanted[i];
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
      Card.Response played = play(model.encoder().get(), golden.shape(), card.outputs(), engine);
      double apart = apart(golden, played);
      return apart <= TOLERANCE
          ? Optional.empty()
          : Optional.of(
              model.card().name()
                  + ": its encoder's output for the golden signal is off by "
                  + apart
                  + ", more than "
                  + TOLERANCE
                  + ": import the model again");
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
