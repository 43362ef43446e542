package io.musicreclass.models;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What sort of network a package holds, and so which stage of the vote it is made for. */
public enum Kind {
  /** The bundled head on 48 of the 518 features. */
  GTZAN48("fma"),
  /** An imported head on the 518 features. */
  HEAD("fma"),
  MERT("mert"),
  JMLA("jmla"),
  /** Stands in for any stage, when the configuration says so. */
  VGGISH(null),
  /** Stands in for any stage, when the configuration says so. */
  GTZAN_CNN(null);

  private final @Nullable String stage;

  Kind(@Nullable String stage) {
    this.stage = stage;
  }

  /** The stage this kind serves unless its card or the configuration says otherwise. */
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
                        + "' is none of "
                        + Arrays.stream(values())
                            .map(Kind::toString)
                            .collect(Collectors.joining(", "))));
  }
}
