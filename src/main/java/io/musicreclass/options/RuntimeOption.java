package io.musicreclass.options;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A setting that can be changed while the daemon runs. */
public enum RuntimeOption {
  /** {@code ON}: no song is classified; new ones are detected and queued. */
  PAUSE(true),
  /** {@code ON}: the genre is written into the tags of files. */
  WRITE_TAGS(true),
  /** The confidence, 0 to 1, that ends the vote after the first stage. */
  THRESHOLD_1(false),
  /** The confidence, 0 to 1, that ends the vote after the second stage. */
  THRESHOLD_2(false),
  /** The confidence, 0 to 1, from which a verdict is sure. */
  SURE(false);

  static final String ON = "ON";
  static final String OFF = "OFF";

  private static final Pattern SHARE = Pattern.compile("0?\\.\\d{1,9}|0|1|1\\.0{1,9}");

  private final boolean onOff;

  RuntimeOption(boolean onOff) {
    this.onOff = onOff;
  }

  /** The option of that name. */
  public static Optional<RuntimeOption> of(String name) {
    for (RuntimeOption option : values()) {
      if (option.toString().equals(name)) {
        return Optional.of(option);
      }
    }
    return Optional.empty();
  }

  /** The value in canonical form; empty when it is invalid for this option. */
  public Optional<String> value(String written) {
    String text = written.strip();
    if (onOff) {
      String upper = text.toUpperCase(Locale.ROOT);
      return upper.equals(ON) || upper.equals(OFF) ? Optional.of(upper) : Optional.empty();
    }
    return SHARE.matcher(text).matches() ? Optional.of(decimal(text)) : Optional.empty();
  }

  /** A description of the valid values. */
  public String form() {
    return onOff ? "ON or OFF" : "a number from 0 to 1";
  }

  private static String decimal(String text) {
    return new BigDecimal(text).stripTrailingZeros().toPlainString();
  }

  static String share(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  /** The name in topics. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
