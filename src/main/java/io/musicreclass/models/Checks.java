package io.musicreclass.models;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks of a card's fields; the messages name the field. */
final class Checks {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private Checks() {}

  static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  static <T> T given(@Nullable T value, String field) {
    check(value != null, field + " is missing");
    return Objects.requireNonNull(value);
  }

  static void sha256(@Nullable String value, String field) {
    check(
        value != null && SHA256.matcher(value).matches(),
        field + " is not a SHA-256 of 64 lower-case hexadecimal digits");
  }

  static List<Double> finite(@Nullable List<Double> values, String field) {
    for (Double value : given(values, field)) {
      check(value != null && Double.isFinite(value), field + " has a number that is not finite");
    }
    return List.copyOf(given(values, field));
  }

  /** Throws IllegalArgumentException unless the name can be a package's. */
  static void packageName(String name) {
    check(
        NAME.matcher(name).matches() && !name.equals(ModelStore.ENGINES),
        "name '" + name + "' is not valid for a package (letters, digits, '.', '_', '-'; not trt)");
  }
}
