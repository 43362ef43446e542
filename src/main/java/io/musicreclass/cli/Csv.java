package io.musicreclass.cli;

import java.math.BigDecimal;
import java.math.MathContext;

/** How values are written in CSV files. */
final class Csv {
  private static final MathContext NINE = new MathContext(9);

  private Csv() {}

  /** A number as C's {@code %.9g} writes it; {@code nan} for NaN. */
  static String number(float value) {
    if (Float.isNaN(value)) {
      return "nan";
    }
    if (Float.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0" : "0";
    }
    BigDecimal rounded = new BigDecimal(value).round(NINE);
    int exponent = rounded.precision() - rounded.scale() - 1;
    BigDecimal plain = rounded.stripTrailingZeros();
    if (exponent >= -4 && exponent < NINE.getPrecision()) {
      return plain.toPlainString();
    }
    String mantissa = plain.movePointLeft(exponent).stripTrailingZeros().toPlainString();
    return String.format("%se%s%02d", mantissa, exponent < 0 ? "-" : "+", Math.abs(exponent));
  }

  /** A text, in quotes where it needs them (RFC 4180). */
  static String text(String text) {
    return text.matches("(?s).*[\",\r\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}
