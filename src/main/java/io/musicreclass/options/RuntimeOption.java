package io.musicreclass.options;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A setting that can be changed while the daemon runs.
 *
 * @param name as in topics
 * @param isSwitch whether its values are {@code ON} and {@code OFF}; otherwise they are decimals
 *     from 0 to 1
 */
public record RuntimeOption(String name, boolean isSwitch) {
  /** {@code ON}: no song is analysed; new ones are queued. */
  public static final RuntimeOption PAUSE = new RuntimeOption("pause", true);

  /** {@code ON}: the genre is written into the tags of files. */
  public static final RuntimeOption WRITE_TAGS = new RuntimeOption("write_tags", true);

  /** The confidence, 0 to 1, from which a verdict is sure. */
  public static final RuntimeOption SURE = new RuntimeOption("sure", false);

  static final String ON = "ON";
  static final String OFF = "OFF";

  private static final Pattern SHARE = Pattern.compile("0?\\.\\d{1,9}|0|1|1\\.0{1,9}");

  /**
   * The confidence, 0 to 1, that ends the vote after a stage.
   *
   * @param position of the stage, from 1
   */
  public static RuntimeOption threshold(int position) {
    return new RuntimeOption("threshold_" + position, false);
  }

  /** The value in its canonical form; empty if this option cannot have it. */
  public Optional<String> value(String written) {
    String text = written.strip();
    if (isSwitch) {
      String upper = text.toUpperCase(Locale.ROOT);
      return upper.equals(ON) || upper.equals(OFF) ? Optional.of(upper) : Optional.empty();
    }
    return SHARE.matcher(text).matches() ? Optional.of(decimal(text)) : Optional.empty();
  }

  /** Which values it accepts, for people. */
  public String form() {
    return isSwitch ? "ON or OFF" : "a number from 0 to 1";
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
    return name;
  }
}
