package io.musicreclass.models;

import static io.musicreclass.models.Checks.check;
import static io.musicreclass.models.Checks.given;
import static io.musicreclass.models.Checks.sha256;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import io.musicreclass.track.Excerpt;
import io.musicreclass.track.Features;
import io.musicreclass.track.GenreSet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The description of a model package: {@code model.json}, snake_case, schema 1. Invalid values are
 * refused when a card is created; the message names the field.
 *
 * @param schema 1
 * @param name the package's and its folder's name: letters, digits, dot, hyphen, underscore
 * @param stage the stage it serves ({@code fma}, {@code mert}, {@code jmla}); null: only the one
 *     that the configuration gives it
 * @param bundled whether it is part of the project; imported packages take precedence
 * @param licence of the weights, for people
 * @param source the file the encoder, or without one the head, was made from
 * @param at time of import or training; null for the bundled package, whose bytes are reproducible
 * @param sampleRate of the front end's audio in Hz; 0: the file's native rate
 * @param excerpt which part of a song it analyses
 * @param frontEnd what turns audio into the network's input
 * @param encoder null where the front-end's output itself is the head's input
 * @param head null for an encoder without a head, which cannot vote yet
 * @param files SHA-256 (hex) of each network file of the package; filled in by {@link
 *     ModelStore#write}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Card(
    int schema,
    String name,
    Kind kind,
    @Nullable String stage,
    boolean bundled,
    String licence,
    @Nullable Source source,
    @Nullable Instant at,
    int sampleRate,
    Excerpt excerpt,
    FrontEnd frontEnd,
    @Nullable Encoder encoder,
    @Nullable Head head,
    Map<String, String> files) {

  public Card {
    check(schema == 1, "schema is " + schema + ", this version reads 1");
    Checks.packageName(given(name, "name"));
    given(kind, "kind");
    check(!given(licence, "licence").isBlank(), "licence is empty");
    check(sampleRate >= 0 && sampleRate <= 768_000, "sample_rate is " + sampleRate);
    given(excerpt, "excerpt");
    given(frontEnd, "front_end");
    check(encoder != null || head != null, "neither encoder nor head is described");
    if (head != null) {
      check(
          (encoder == null) == !head.columns.isEmpty(),
          "head.columns are for packages without an encoder, and needed there");
      check(
          head.inputs.isEmpty() || encoder != null, "head.inputs are for packages with an encoder");
    }
    // A TreeMap, so that equal cards are written identically.
    files = Collections.unmodifiableMap(new TreeMap<>(files == null ? Map.of() : files));
    files.forEach((file, hash) -> sha256(hash, "files." + file));
  }

  /** The same package with another head. */
  public Card with(@Nullable Head other, Instant since) {
    return new Card(
        schema,
        name,
        kind,
        stage,
        bundled,
        licence,
        source,
        since,
        sampleRate,
        excerpt,
        frontEnd,
        encoder,
        other,
        files);
  }

  /**
   * Where a part came from.
   *
   * @param file its name, without folders
   * @param sha256 of its bytes, 64 lower-case hexadecimal digits
   */
  public record Source(String file, String sha256) {
    public Source {
      given(file, "source.file");
      Checks.sha256(given(sha256, "source.sha256"), "source.sha256");
    }

    /** A file as the source; hashes its bytes. */
    public static Source of(Path file) throws IOException {
      return new Source(String.valueOf(file.getFileName()), Hashes.ofFile(file));
    }
  }

  /**
   * What turns audio into a network's input, as the feature packages name it.
   *
   * @param name such as {@code fma518}
   * @param parameters the front end's parameters by name
   */
  public record FrontEnd(String name, Map<String, Object> parameters) {
    public FrontEnd {
      given(name, "front_end.name");
      parameters =
          Collections.unmodifiableMap(new TreeMap<>(parameters == null ? Map.of() : parameters));
    }
  }

  /**
   * The network from the front-end's output to an embedding and, if it has classes, their scores:
   * one output of {@code width} values, then one value for each class.
   *
   * @param width of the embedding
   * @param pooling over time or tokens, such as {@code mean}
   * @param golden the output for the test signal, which is the same on every machine; null: unknown
   * @param classes the classes whose scores follow the embedding; null: none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Encoder(
      int width, String pooling, @Nullable Response golden, @Nullable Classes classes) {
    public Encoder {
      check(width > 0 && width <= 1 << 20, "encoder.width is " + width);
      given(pooling, "encoder.pooling");
      int outputs = width + (classes == null ? 0 : classes.size());
      if (golden != null) {
        check(
            golden.embedding.size() == outputs,
            "encoder.golden has "
                + golden.embedding.size()
                + " values, encoder.width and encoder.classes make "
                + outputs);
      }
    }

    /** An encoder without classes. */
    public Encoder(int width, String pooling, @Nullable Response golden) {
      this(width, pooling, golden, null);
    }

    /** Number of values in the output: the embedding's, then the classes'. */
    public int outputs() {
      return width + (classes == null ? 0 : classes.size());
    }

    /**
     * The embedding within an output.
     *
     * @param output of {@link #outputs} values
     */
    public float[] embedding(float[] output) {
      return Arrays.copyOf(complete(output), width);
    }

    /**
     * The classes' scores within an output, in the order of {@link Classes#names}; none without
     * classes.
     *
     * @param output of {@link #outputs} values
     */
    public float[] scores(float[] output) {
      return Arrays.copyOfRange(complete(output), width, output.length);
    }

    private float[] complete(float[] output) {
      check(
          output.length == outputs(),
          "an encoder's output has " + output.length + " values, expected " + outputs());
      return output;
    }
  }

  /**
   * The classes that an encoder scores besides its embedding, such as tags.
   *
   * @param values the unit of the scores
   * @param names in the order of the scores, each once
   */
  public record Classes(Unit values, List<String> names) {
    /** The unit of the scores, whose mean over a song is stored. */
    public enum Unit {
      /** 0 to 1, each class for itself. */
      PROBABILITY,
      /** Any number; a sigmoid makes it a probability. */
      LOGIT;

      @Override
      @JsonValue
      public String toString() {
        return name().toLowerCase(Locale.ROOT);
      }
    }

    public Classes {
      given(values, "encoder.classes.values");
      names = List.copyOf(given(names, "encoder.classes.names"));
      check(!names.isEmpty(), "encoder.classes.names is empty");
      check(
          names.stream().noneMatch(String::isBlank) && new HashSet<>(names).size() == names.size(),
          "encoder.classes.names has an empty name, or a name twice");
    }

    /** Number of classes. */
    public int size() {
      return names.size();
    }
  }

  /**
   * An encoder's output for the test signal of a shape.
   *
   * @param shape sizes of the input's axes, for a batch of 1
   * @param embedding the expected output
   */
  public record Response(List<Integer> shape, List<Double> embedding) {
    public Response {
      shape = List.copyOf(given(shape, "encoder.golden.shape"));
      double size = shape.stream().mapToDouble(i -> i).reduce(1, (a, b) -> a * b);
      check(
          shape.stream().allMatch(i -> i > 0) && size <= 1 << 24,
          "encoder.golden.shape is " + shape);
      embedding = Checks.finite(embedding, "encoder.golden.embedding");
    }
  }

  /**
   * The network from an embedding, or from some of the 518 features, to one logit per genre.
   *
   * @param source the file it was made from, if that is not the card's own source
   * @param columns names of the features it takes, in order; empty where it takes the embedding
   * @param inputs the outputs of several models that it takes, in order, one of them the package's
   *     own; empty where it takes that only
   * @param scaler applied to its input first; null: none
   * @param genres in the order of its outputs
   * @param taxonomy {@link #WIDE} if the genres are some of the wide taxonomy, so that a song may
   *     be of a genre that the head does not know; null: unknown
   * @param accuracy all known figures, each with its protocol
   * @param training how it was trained: seed and recipe
   * @param golden an input and the expected output
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Head(
      @Nullable Source source,
      List<String> columns,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<HeadInput> inputs,
      @Nullable Scaler scaler,
      List<String> genres,
      @Nullable String taxonomy,
      List<Accuracy> accuracy,
      Map<String, Object> training,
      @Nullable Golden golden) {
    /** The taxonomy of the default networks, {@code vote.Vocabulary}. */
    public static final String WIDE = "wide";

    public Head {
      columns = columns == null ? List.of() : List.copyOf(columns);
      columns.forEach(Features::column);
      check(new HashSet<>(columns).size() == columns.size(), "head.columns has a column twice");
      inputs = inputs == null ? List.of() : List.copyOf(inputs);
      check(
          inputs.size() != 1 && inputs.size() <= HeadInput.MOST,
          "head.inputs has "
              + inputs.size()
              + ", but there are 2 to "
              + HeadInput.MOST
              + " or none");
      check(
          inputs.stream().map(HeadInput::encoder).distinct().count() == inputs.size(),
          "head.inputs has an encoder twice");
      int width = inputs.isEmpty() ? columns.size() : HeadInput.width(inputs);
      genres = GenreSet.of(given(genres, "head.genres")).names();
      check(taxonomy == null || taxonomy.equals(WIDE), "head.taxonomy is '" + taxonomy + "'");
      accuracy = accuracy == null ? List.of() : List.copyOf(accuracy);
      training = Collections.unmodifiableMap(new TreeMap<>(training == null ? Map.of() : training));
      if (scaler != null && width > 0) {
        check(
            scaler.mean.size() == width,
            "head.scaler is for "
                + scaler.mean.size()
                + (inputs.isEmpty() ? " inputs, columns are " : " inputs, head.inputs make ")
                + width);
      }
      if (golden != null) {
        check(
            golden.logits.size() == genres.size(),
            "head.golden has " + golden.logits.size() + " logits for " + genres.size() + " genres");
        check(
            width == 0 || golden.input.size() == width,
            "head.golden has " + golden.input.size() + " inputs for " + width);
      }
    }

    /** A head on the output of its own package. */
    public Head(
        @Nullable Source source,
        List<String> columns,
        @Nullable Scaler scaler,
        List<String> genres,
        @Nullable String taxonomy,
        List<Accuracy> accuracy,
        Map<String, Object> training,
        @Nullable Golden golden) {
      this(source, columns, List.of(), scaler, genres, taxonomy, accuracy, training, golden);
    }

    /** A head of unknown taxonomy. */
    public Head(
        @Nullable Source source,
        List<String> columns,
        @Nullable Scaler scaler,
        List<String> genres,
        List<Accuracy> accuracy,
        Map<String, Object> training,
        @Nullable Golden golden) {
      this(source, columns, scaler, genres, null, accuracy, training, golden);
    }

    /** The same head with these inputs. */
    public Head taking(List<HeadInput> several) {
      return new Head(
          source, columns, several, scaler, genres, taxonomy, accuracy, training, golden);
    }

    /** The genres as a set. */
    public GenreSet genreSet() {
      return GenreSet.of(genres);
    }
  }

  /**
   * Standardisation: (x - mean) / scale, in double precision.
   *
   * @param mean one finite number per input
   * @param scale one positive finite number per input
   */
  public record Scaler(List<Double> mean, List<Double> scale) {
    public Scaler {
      mean = Checks.finite(mean, "head.scaler.mean");
      scale = Checks.finite(scale, "head.scaler.scale");
      check(mean.size() == scale.size(), "head.scaler: mean and scale differ in length");
      check(scale.stream().allMatch(s -> s > 0), "head.scaler.scale has a number that is not > 0");
    }
  }

  /**
   * A measured figure.
   *
   * @param protocol training data, test data and which figure it is
   * @param value 0 to 1
   * @param low lower end of the 95 % interval
   * @param high upper end of the 95 % interval
   * @param n number of tracks it was measured on
   */
  public record Accuracy(String protocol, double value, double low, double high, int n) {
    public Accuracy {
      given(protocol, "head.accuracy.protocol");
      check(
          0 <= low && low <= value && value <= high && high <= 1 && n > 0,
          "head.accuracy of '" + protocol + "' is not a share with an interval");
    }
  }

  /**
   * A check that needs no audio.
   *
   * @param input of the head, before its scaler
   * @param logits the expected ones, within 1e-3
   */
  public record Golden(List<Double> input, List<Double> logits) {
    public Golden {
      input = Checks.finite(input, "head.golden.input");
      logits = Checks.finite(logits, "head.golden.logits");
    }
  }
}
