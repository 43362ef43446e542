package io.musicreclass.models;

import static io.musicreclass.models.Checks.check;
import static io.musicreclass.models.Checks.given;

import com.fasterxml.jackson.annotation.JsonValue;
import io.musicreclass.track.Features;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * One of several inputs of a head: what a model gives for a song, or a part of it. The head takes
 * all of them as one vector, in the order of its card.
 *
 * @param name of the model when the head was made, for people; {@link #FEATURES} for the 518
 *     features
 * @param encoder the model's {@link ModelPackage#encoderHash}, by which stored vectors are found
 * @param output which part of what the model gives
 * @param width number of values
 */
public record HeadInput(String name, String encoder, Output output, int width) {
  /** The name of the 518 features as an input. */
  public static final String FEATURES = "fma518";

  /** The most inputs that a head may have. */
  static final int MOST = 8;

  /** A part of a model's output. */
  public enum Output {
    /** The embedding, or the 518 features of a model without encoder. */
    EMBEDDING,
    /** The scores of the encoder's classes. */
    SCORES,
    /** The embedding, followed by the scores. */
    ALL;

    /** Its number of values in a model's output; 0 if the model has no such part. */
    int width(Card card) {
      Card.Encoder encoder = card.encoder();
      if (encoder == null) {
        return this == EMBEDDING ? Features.COUNT : 0;
      }
      if (this == EMBEDDING) {
        return encoder.width();
      }
      Card.Classes classes = encoder.classes();
      return classes == null ? 0 : classes.size() + (this == ALL ? encoder.width() : 0);
    }

    @Override
    @JsonValue
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public HeadInput {
    Checks.packageName(given(name, "head.inputs.name"));
    Checks.sha256(given(encoder, "head.inputs.encoder"), "head.inputs.encoder");
    given(output, "head.inputs.output");
    check(width > 0 && width <= 1 << 20, "head.inputs.width is " + width);
  }

  /** A part of a model's output as an input. */
  public static HeadInput of(ModelPackage model, Output output) {
    Card card = model.card();
    return new HeadInput(
        card.encoder() == null ? FEATURES : card.name(),
        model.encoderHash(),
        output,
        output.width(card));
  }

  /** Whether this is a part of what the model gives. */
  public boolean fits(ModelPackage model) {
    return model.encoderHash().equals(encoder) && output.width(model.card()) == width;
  }

  /** The number of values of several inputs. */
  public static int width(List<HeadInput> inputs) {
    return inputs.stream().mapToInt(HeadInput::width).sum();
  }

  /**
   * The vector that a head takes.
   *
   * @param whole the whole output of the model of an input
   * @throws IllegalArgumentException if an output is too short
   */
  public static float[] join(List<HeadInput> inputs, Function<HeadInput, float[]> whole) {
    float[] joined = new float[width(inputs)];
    int at = 0;
    for (HeadInput input : inputs) {
      float[] part = input.within(whole.apply(input));
      System.arraycopy(part, 0, joined, at, part.length);
      at += part.length;
    }
    return joined;
  }

  private float[] within(float[] whole) {
    check(
        whole.length >= width,
        name + " gives " + whole.length + " values, the head takes " + width + " of them");
    int from = output == Output.SCORES ? whole.length - width : 0;
    return Arrays.copyOfRange(whole, from, from + width);
  }

  /** A value of the vector, for people. */
  public static String nameOf(List<HeadInput> inputs, int value) {
    int at = value;
    for (HeadInput input : inputs) {
      if (at < input.width) {
        return input.name.equals(FEATURES) && input.width == Features.COUNT
            ? Features.NAMES.get(at)
            : input + " value " + at;
      }
      at -= input.width;
    }
    throw new IndexOutOfBoundsException(value);
  }

  /** For people: {@code musicnn embedding} or {@code fma518}. */
  @Override
  public String toString() {
    return name.equals(FEATURES) ? name : name + " " + output;
  }
}
