package io.musicreclass.convert;

import io.musicreclass.models.Card;
import io.musicreclass.models.Kind;
import io.musicreclass.track.Excerpt;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * What is known of an encoder besides its weights: how it listens (DESIGN section 8), whose it is.
 *
 * @param title for people
 * @param name of the package, unless the user says another
 * @param sampleRate Hz
 * @param pooling how its tokens or frames become one embedding
 * @param axis size that an axis of free size has when the network is tried
 */
record EncoderProfile(
    Kind kind,
    String title,
    String name,
    String licence,
    int sampleRate,
    Excerpt excerpt,
    Card.FrontEnd frontEnd,
    String pooling,
    int axis) {
  private static final Excerpt START = new Excerpt(Excerpt.Part.START, 30);

  /** The published sizes by the names they can be fetched by. */
  private static final Map<Integer, String> MERT_NAMES = Map.of(768, "mert-95m", 1024, "mert-330m");

  static EncoderProfile mert(int width, int sampleRate, boolean normalised) {
    return new EncoderProfile(
        Kind.MERT,
        "MERT",
        MERT_NAMES.getOrDefault(width, "mert-" + width),
        "CC-BY-NC-4.0 as the weights of MERT-v1: for non-commercial use only",
        sampleRate,
        START,
        new Card.FrontEnd("mert", Map.of("normalise", normalised)),
        "mean",
        sampleRate);
  }

  static EncoderProfile jmla(OptionalInt frames, Pooling pooling) {
    return new EncoderProfile(
        Kind.JMLA,
        "OpenJMLA encoder",
        pooling == Pooling.MEAN ? "openjmla" : "openjmla-class",
        "As the authors of OpenJMLA set it: see the page the file came from",
        16_000,
        START,
        new Card.FrontEnd("jmla", Map.of("bands", 80, "frames", frames.orElseThrow())),
        pooling.name().toLowerCase(Locale.ROOT),
        1);
  }

  static EncoderProfile vggish() {
    return new EncoderProfile(
        Kind.VGGISH,
        "VGGish",
        "vggish",
        "Apache-2.0 as the weights of VGGish",
        16_000,
        Excerpt.FULL,
        new Card.FrontEnd("vggish", Map.of("bands", 64, "frames", 96)),
        "mean over examples",
        1);
  }

  /**
   * The part of a song it listens to.
   *
   * @throws IllegalArgumentException for one longer than its front-end hears, the rest of which
   *     would be left out in silence
   */
  Excerpt excerpt(Optional<Excerpt> wish) {
    Excerpt wanted = wish.orElse(excerpt);
    if (wanted.seconds() > excerpt.seconds()) {
      throw new IllegalArgumentException(
          "--excerpt "
              + wanted
              + " is longer than what "
              + title
              + " hears: start:30 or middle:30 at most");
    }
    return wanted;
  }

  /**
   * A genre CNN.
   *
   * @param frames that it wants exactly; those that do were trained on dB scaled to 0 ... 1
   */
  static EncoderProfile genreCnn(OptionalInt frames) {
    Map<String, Object> parameters = new TreeMap<>(Map.of("bands", 128));
    if (frames.isPresent()) {
      parameters.put("frames", frames.getAsInt());
      parameters.put("scaled", true);
    }
    return new EncoderProfile(
        Kind.GTZAN_CNN,
        "genre CNN",
        "gtzan-cnn",
        "As its trainer sets it",
        22_050,
        START,
        new Card.FrontEnd("gtzan-cnn", parameters),
        "none",
        128);
  }
}
