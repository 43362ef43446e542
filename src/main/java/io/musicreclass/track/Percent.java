package io.musicreclass.track;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Formatting of confidences. They are never rounded up, so a value below a threshold never reads as
 * if it reached it. Truncation is decimal: 0.57 is 57 %, not 56.9 %.
 */
public final class Percent {
  private Percent() {}

  /** A confidence with one decimal: {@code 59.9 %}. */
  public static String of(double confidence) {
    return floor(confidence, 3).movePointRight(2) + " %";
  }

  /** A confidence in whole percent: {@code 59 %}. */
  public static String whole(double confidence) {
    return floor(confidence, 2).movePointRight(2) + " %";
  }

  /** A confidence truncated to the given number of decimals. */
  public static double truncate(double confidence, int decimals) {
    return floor(confidence, decimals).doubleValue();
  }

  /** The share of a part in percent, 0 and 100 only for none and all. */
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
