package io.musicreclass.models;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The kind of network in a package, which determines its default stage of the vote. */
public enum Kind {
  /** The bundled head on 48 of the 518 features. */
  GTZAN48("fma"),
  /** An imported head on the 518 features. */
  HEAD("fma"),
  MERT("mert"),
  JMLA("jmla"),
  /** Can replace any stage, if configured. */
  VGGISH(null),
  /** Can replace any stage, if configured. */
  GTZAN_CNN(null),
  /** An embedding and 50 tags. */
  MUSICNN(null),
  /** An embedding and the 527 classes of AudioSet. */
  EFFICIENTAT(null);

  private final @Nullable String stage;

  Kind(@Nullable String stage) {
    this.stage = stage;
  }

  /** The default stage of this kind, unless its card or the configuration names another. */
  public Optional<String> stage() {
    return Optional.ofNullable(stage);
  }

  /** The kind as a card writes it, such as {@code gtzan-cnn}. */
  @Override
  @JsonValue
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @JsonCreator
  static Kind parse(String text) {
    return Arrays.stream(values())
        .filter(kind -> kind.toString().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "kind '"
                        + text
                        + "' is not one of "
                        + Arrays.stream(values())
                            .map(Kind::toString)
                            .collect(Collectors.joining(", "))));
  }
}
