package io.musicreclass.cli.table;

import io.musicreclass.track.SongFile;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;

/** Formats the values of a table. */
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

  /** The value of the column {@code clip}: the file name without its extension. */
  static String clip(Path file) {
    String text = SongFile.text(file);
    String name = text.substring(text.lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
