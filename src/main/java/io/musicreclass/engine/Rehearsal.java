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
 * An encoder tried on a signal that is the same on every machine: white noise in -1 ... 1, which
 * needs no song and no front-end.
 */
public final class Rehearsal {
  private static final long SEED = 518;

  /** Room for half precision and for the last bits in which machines differ. */
  private static final double TOLERANCE = 1e-2;

  private Rehearsal() {}

  /**
   * What the network makes of the signal.
   *
   * @param shape sizes of the input's axes, for a batch of 1
   * @throws IOException when it fails, or gives another width than that or what is no number; the
   *     message names the file and the mend
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
                + " gives "
                + (values.size() == width ? "what is no number" : values.size() + " values")
                + " where "
                + width
                + " numbers are wanted: import the model again");
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
   * @param seed which of them
   */
  public static float[] signal(List<? extends Number> shape, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] signal = new float[shape.stream().map(Number::intValue).reduce(1, Math::multiplyExact)];
    for (int i = 0; i < signal.length; i++) {
      signal[i] = random.nextInt(-(1 << 15), 1 << 15) * 0x1p-15f;
    }
    return signal;
  }

  /** How far two embeddings lie apart: the length of their difference to that of the first. */
  public static double apart(Card.Response wanted, Card.Response played) {
    return apart(floats(wanted), floats(played));
  }

  /** The same of any two vectors of one width. */
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
   * Tries a package's encoder on what its card remembers.
   *
   * @return what is wrong, with the mend; empty when nothing is, or there is nothing to compare
   */
  public static Optional<String> verify(ModelPackage model, Engine engine) {
    Card.@Nullable Encoder card = model.card().encoder();
    Card.@Nullable Response golden = card == null ? null : card.golden();
    if (card == null || golden == null || model.encoder().isEmpty()) {
      return Optional.empty();
    }
    try {
      Card.Response played = play(model.encoder().get(), golden.shape(), card.width(), engine);
      double apart = apart(golden, played);
      return apart <= TOLERANCE
          ? Optional.empty()
          : Optional.of(
              model.card().name()
                  + ": its encoder's golden vector comes out "
                  + apart
                  + " off, "
                  + TOLERANCE
                  + " allowed: import the model again");
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
