package io.musicreclass.train.head;

import java.util.Arrays;
import java.util.Locale;

/** What is applied to each value before it is standardised. */
enum Transform {
  NONE,
  /** The square root, of values from 0 on. */
  SQRT,
  /** ln(p / (1 - p)), of values from 0 to 1, which are limited to 0.0001 ... 0.9999. */
  LOGIT;

  /** The limit of probabilities. */
  static final double LEAST = 1e-4;

  /** Whether it is defined for every value of the table. */
  boolean fits(VectorTable table) {
    for (int i = 0; i < table.size(); i++) {
      if (!Arrays.stream(table.row(i)).allMatch(this::fits)) {
        return false;
      }
    }
    return true;
  }

  private boolean fits(double value) {
    return switch (this) {
      case NONE -> true;
      case SQRT -> value >= 0;
      case LOGIT -> value >= 0 && value <= 1;
    };
  }

  /** The transformed value; values outside of the range are limited to it. */
  double apply(double value) {
    return switch (this) {
      case NONE -> value;
      case SQRT -> Math.sqrt(Math.max(0, value));
      case LOGIT -> {
        double p = Math.max(LEAST, Math.min(1 - LEAST, value));
        yield StrictMath.log(p / (1 - p));
      }
    };
  }

  /**
   * By its name.
   *
   * @throws IllegalArgumentException if there is none; names all
   */
  static Transform of(String name) {
    return Arrays.stream(values())
        .filter(transform -> transform.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "transform '" + name + "' is not one of " + HeadOptions.ALL));
  }

  /** As on the command line, such as {@code sqrt}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
