package io.musicreclass.track;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How confidences are written: never rounded up, so that what is below a threshold does not read as
 * if it were not. By decimal digits: 0.57 is 57 %, not 56.9.
 */
public final class Percent {
  private Percent() {}

  /** A confidence for people, with one decimal: {@code 59.9 %}. */
  public static String of(double confidence) {
    return floor(confidence, 3).movePointRight(2) + " %";
  }

  /** A confidence cut to that many decimals. */
  public static double truncate(double confidence, int decimals) {
    return floor(confidence, decimals).doubleValue();
  }

  /** The share of a part in percent: 100 only where it is all, 0 only where it is nothing. */
  public static long share(long part, long whole) {
    if (part <= 0 || part >= whole) {
      return part <= 0 ? 0 : 100;
    }
    return Math.max(1, Math.min(99, Math.round(100.0 * part / whole)));
  }

  private static BigDecimal floor(double confidence, int decimals) {
    return BigDecimal.valueOf(confidence).setScale(decimals, RoundingMode.FLOOR);
  }
}
