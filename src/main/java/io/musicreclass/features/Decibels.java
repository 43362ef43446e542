package io.musicreclass.features;

/** Decibels with a floor (SPEC section 13). */
final class Decibels {
  /** Cells further below the loudest of their matrix are raised to this. */
  static final double RANGE = 80;

  private static final double LEAST = 1e-10;

  private Decibels() {}

  /** 10 log10 of a value, of 1e-10 if it is smaller. */
  static double of(double value) {
    return 10 * Math.log10(Math.max(LEAST, value));
  }
}
