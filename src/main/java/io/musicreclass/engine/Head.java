package io.musicreclass.engine;

import io.musicreclass.models.Card;
import io.musicreclass.models.HeadInput;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.track.Embedding;
import io.musicreclass.track.Features;
import io.musicreclass.track.GenreSet;
import io.musicreclass.track.Scores;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A package's head, loaded: selects the columns its card names, standardises them in double
 * precision, runs the network in float32 and applies softmax to its logits. Thread-safe.
 */
public final class Head implements AutoCloseable {
  private static final double GOLDEN_TOLERANCE = 1e-3;

  private final String name;
  private final Card.Head card;
  private final Card.@Nullable Encoder encoder;
  private final GenreSet genres;
  private final int width;
  private final Network network;

  private Head(
      String name, Card.Head card, Card.@Nullable Encoder encoder, int width, Network network) {
    this.name = name;
    this.card = card;
    this.encoder = encoder;
    this.genres = card.genreSet();
    this.width = width;
    this.network = network;
  }

  /**
   * Loads the head of a package.
   *
   * @throws IOException if the package has none, its network cannot be loaded, or does not fit the
   *     card; the message names the file and says what to do
   */
  public static Head load(ModelPackage model, Engine engine) throws IOException {
    Card.Head card = model.card().head();
    if (card == null) {
      throw new IOException(model.folder() + " has no head: train or import one for this model");
    }
    Card.Encoder encoder = model.card().encoder();
    Network network = engine.head(model);
    try {
      int width = encoder == null ? card.columns().size() : inputs(card, encoder, network);
      Path file = model.folder().resolve(ModelPackage.HEAD);
      fit(file, "inputs", network.inputShape(), width);
      fit(file, "outputs", network.outputShape(), card.genres().size());
      return new Head(model.card().name(), card, encoder, width, network);
    } catch (IOException | RuntimeException e) {
      network.close();
      throw e;
    }
  }

  /**
   * Number of values that a head takes: of all inputs that its card lists, otherwise of its
   * encoder's output those of the embedding, of the classes' scores, or all.
   */
  private static int inputs(Card.Head card, Card.Encoder encoder, Network network) {
    if (!card.inputs().isEmpty()) {
      return HeadInput.width(card.inputs());
    }
    long inputs = network.inputShape().size() == 2 ? network.inputShape().get(1) : -1;
    boolean scores = encoder.classes() != null && inputs == encoder.classes().size();
    return scores || inputs == encoder.outputs() ? (int) inputs : encoder.width();
  }

  private static void fit(Path file, String what, List<Long> shape, int expected)
      throws IOException {
    if (shape.size() != 2 || (shape.get(1) != expected && shape.get(1) != -1)) {
      throw new IOException(
          file
              + " has "
              + what
              + " of shape "
              + shape
              + ", its card says [batch, "
              + expected
              + "]: import or train the model again");
    }
  }

  /** The genres it can predict. */
  public GenreSet genres() {
    return genres;
  }

  /**
   * Predicts a song's genre from its 518 features.
   *
   * @throws IllegalStateException if this head takes an encoder's embedding instead
   */
  public Prediction score(Features features) {
    if (card.columns().isEmpty()) {
      throw new IllegalStateException(name + " takes the embedding of its encoder, not features");
    }
    double[] input = new double[width];
    for (int i = 0; i < width; i++) {
      input[i] = features.value(card.columns().get(i));
    }
    return score(input);
  }

  /**
   * Predicts a song's genre from its embedding; the 518 features stored as an embedding are one,
   * too. A head with several inputs takes them {@link HeadInput#join joined}.
   *
   * @throws IllegalArgumentException if the embedding has another width
   */
  public Prediction score(Embedding embedding) {
    float[] values = part(embedding.toArray());
    if (!card.columns().isEmpty() && values.length == Features.COUNT) {
      return score(Features.of(values));
    }
    if (values.length != width) {
      throw new IllegalArgumentException(
          name + " takes an embedding of " + width + " values, this one has " + values.length);
    }
    double[] input = new double[width];
    for (int i = 0; i < width; i++) {
      input[i] = values[i];
    }
    return score(input);
  }

  /** The part of an encoder's output that it takes. */
  private float[] part(float[] output) {
    if (encoder == null || output.length == width || output.length != encoder.outputs()) {
      return output;
    }
    return width == encoder.width() ? encoder.embedding(output) : encoder.scores(output);
  }

  private Prediction score(double[] input) {
    List<String> missing = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      if (!Double.isFinite(input[i])) {
        missing.add(nameOf(i));
      }
    }
    return missing.isEmpty()
        ? new Prediction.Scored(Scores.softmax(genres, logits(input)))
        : new Prediction.Abstained(missing);
  }

  private String nameOf(int value) {
    if (!card.inputs().isEmpty()) {
      return HeadInput.nameOf(card.inputs(), value);
    }
    return card.columns().isEmpty() ? "embedding value " + value : card.columns().get(value);
  }

  private float[] logits(double[] input) {
    Card.@Nullable Scaler scaler = card.scaler();
    float[] scaled = new float[width];
    for (int i = 0; i < width; i++) {
      scaled[i] =
          (float)
              (scaler == null
                  ? input[i]
                  : (input[i] - scaler.mean().get(i)) / scaler.scale().get(i));
    }
    return network.run(scaled, 1, width);
  }

  /**
   * Runs the card's golden vector.
   *
   * @return what is wrong and what to do; empty if nothing is, or the card has no golden vector
   */
  public Optional<String> verify() {
    Card.@Nullable Golden golden = card.golden();
    if (golden == null) {
      return Optional.empty();
    }
    float[] logits = logits(golden.input().stream().mapToDouble(d -> d).toArray());
    double worst = 0;
    for (int i = 0; i < logits.length; i++) {
      double expected = golden.logits().get(i);
      double error = Math.abs(logits[i] - expected) / Math.max(1, Math.abs(expected));
      worst = Double.isNaN(error) ? error : Math.max(worst, error);
    }
    return worst <= GOLDEN_TOLERANCE
        ? Optional.empty()
        : Optional.of(
            name
                + ": the output for the golden vector is off by "
                + worst
                + ", more than "
                + GOLDEN_TOLERANCE
                + ": import or train the model again");
  }

  @Override
  public void close() {
    network.close();
  }
}
